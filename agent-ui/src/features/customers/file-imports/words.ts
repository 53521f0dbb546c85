export const fileImportsWords = {
  fileImports: {
    choose: '选择或拖入文件',
    states: {
      checking: '正在检查',
      checked: '检查完毕，尚未写入',
      importing: '正在导入',
      done: '导入完成',
      failed: '没有导入',
      cancelled: '已取消',
    },
    failures: {
      unreadable: '文件无法读取，请另存为 xlsx 或 UTF-8 的 csv。',
      empty: '文件里没有数据行。',
      tooManyLines: '行数太多，请拆成多个文件。',
      changedMeanwhile: '检查之后有号码被登记到别处，请重新检查。',
      internal: '导入时出错，一条都没有写入。',
    },
    counts: { added: '新建', changed: '更新', skipped: '跳过', faulty: '有误' },
    go: '导入 {{n}} 条',
    nothing: '没有可以导入的行',
    line: '行',
    column: '列',
    fault: '问题',
    faultsCut: '只列出前 {{n}} 处',
    another: '再导入一个',
  },
};
