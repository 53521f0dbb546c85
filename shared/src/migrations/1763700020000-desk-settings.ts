import type { QueryRunner } from 'typeorm';

const ID = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
const LETTERS = `initials ${ID(64)} NOT NULL DEFAULT '', pinyin ${ID(160)} NOT NULL DEFAULT ''`;

type Category = [
  id: string,
  parentId: string | null,
  name: string,
  nameEn: string,
  typeKeys: string[],
  initials: string,
  pinyin: string,
];

/** What a new center begins with. */
const categories: Category[] = [
  ['complaint', null, '投诉', 'Complaint', ['complaint'], 'ts', 'tousu'],
  ['attitude', 'complaint', '服务态度', 'Attitude', [], 'fwtd', 'fuwutaidu'],
  ['attitude-tone', 'attitude', '坐席语气', 'Tone of the agent', [], 'zxyq', 'zuoxiyuqi'],
  ['attitude-hang-up', 'attitude', '挂断电话', 'Call hung up', [], 'gddh', 'guaduandianhua'],
  ['attitude-visit', 'attitude', '上门人员态度', 'Attitude on a visit', [], 'smrytd', 'shangmenrenyuantaidu'],
  ['charges', 'complaint', '收费', 'Charges', [], 'sf', 'shoufei'],
  ['bill-amount', 'charges', '账单金额有异议', 'Amount of a bill', [], 'zdjeyyy', 'zhangdanjineyouyiyi'],
  ['bill-twice', 'charges', '重复扣费', 'Charged twice', [], 'cfkf', 'chongfukoufei'],
  ['bill-unordered', 'charges', '未订购被扣费', 'Charged without an order', [], 'wdgbkf', 'weidinggoubeikoufei'],
  ['delays', 'complaint', '处理时限', 'Delays', [], 'clsx', 'chulishixian'],
  ['delay-repair', 'delays', '报修超时', 'Repair overdue', [], 'bxcs', 'baoxiuchaoshi'],
  ['delay-answer', 'delays', '答复不及时', 'Answer late', [], 'dfbjs', 'dafubujishi'],
  ['quality', 'complaint', '服务质量', 'Quality of service', [], 'fwzl', 'fuwuzhiliang'],
  ['quality-unsolved', 'quality', '问题未解决', 'Not solved', [], 'wtwjj', 'wentiweijiejue'],
  ['quality-promise', 'quality', '承诺未兑现', 'Promise not kept', [], 'cnwdx', 'chengnuoweiduixian'],
  ['repair', null, '报修', 'Repair', ['workOrder', 'outage'], 'bx', 'baoxiu'],
  ['broadband', 'repair', '宽带', 'Broadband', [], 'kd', 'kuandai'],
  ['no-internet', 'broadband', '断网', 'No internet', [], 'dw', 'duanwang'],
  ['slow-internet', 'broadband', '网速慢', 'Slow internet', [], 'wsm', 'wangsuman'],
  ['modem-fault', 'broadband', '光猫故障', 'Modem fault', [], 'gmgz', 'guangmaoguzhang'],
  ['gas', 'repair', '燃气', 'Gas', [], 'rq', 'ranqi'],
  ['gas-smell', 'gas', '异味', 'Smell of gas', [], 'yw', 'yiwei'],
  ['no-gas', 'gas', '停气', 'No gas', [], 'tq', 'tingqi'],
  ['property', 'repair', '物业', 'Property', [], 'wy', 'wuye'],
  ['water-leak', 'property', '漏水', 'Water leak', [], 'ls', 'loushui'],
  ['lift-fault', 'property', '电梯故障', 'Lift fault', [], 'dtgz', 'diantiguzhang'],
  ['no-power', 'property', '停电', 'No power', [], 'td', 'tingdian'],
  ['claim', null, '理赔', 'Claim', ['claimStep'], 'lp', 'lipei'],
  ['car-claim', 'claim', '车险', 'Car insurance', [], 'cx', 'chexian'],
  ['price-check', 'car-claim', '核价', 'Price check', [], 'hj', 'hejia'],
  ['loss-check', 'car-claim', '核损', 'Loss check', [], 'hs', 'hesun'],
  ['settlement', 'car-claim', '赔款进度', 'Settlement', [], 'pkjd', 'peikuanjindu'],
  ['question', null, '咨询', 'Question', ['enquiry', 'memo'], 'zx', 'zixun'],
  ['products', 'question', '产品与资费', 'Products and tariffs', [], 'cpyzf', 'chanpinyuzifei'],
  ['tariff', 'products', '资费说明', 'Tariffs', [], 'zfsm', 'zifeishuoming'],
  ['offers', 'products', '优惠活动', 'Offers', [], 'yhhd', 'youhuihuodong'],
  ['handling', 'question', '业务办理', 'Handling', [], 'ywbl', 'yewubanli'],
  ['number-portability', 'handling', '携号转网', 'Number portability', [], 'xhzw', 'xiehaozhuanwang'],
  ['transfer-of-contract', 'handling', '过户', 'Transfer of a contract', [], 'gh', 'guohu'],
];

/** What cases are about and where they are, and everything of it in letters. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE case_categories (
      categoryId ${ID(40)} NOT NULL,
      parentId ${ID(40)} NULL,
      name VARCHAR(64) NOT NULL,
      nameEn VARCHAR(64) NOT NULL,
      typeKeys JSON NOT NULL,
      ${LETTERS},
      isActive BOOLEAN NOT NULL,
      PRIMARY KEY (categoryId)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`CREATE TABLE areas (
      areaId ${ID(40)} NOT NULL,
      parentId ${ID(40)} NULL,
      name VARCHAR(64) NOT NULL,
      nameEn VARCHAR(64) NOT NULL,
      kind ${ID(12)} NOT NULL,
      ${LETTERS},
      isActive BOOLEAN NOT NULL,
      PRIMARY KEY (areaId)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`ALTER TABLE departments
      ADD COLUMN initials ${ID(64)} NOT NULL DEFAULT '', ADD COLUMN pinyin ${ID(160)} NOT NULL DEFAULT ''`);
  // Seven days, as of every other.
  await runner.query(`UPDATE deadline_calendars SET weekly = '[[],[],[],[],[],[],[]]' WHERE calendarId = 'always'`);
  await runner.query(
    'INSERT INTO case_categories (categoryId, parentId, name, nameEn, typeKeys, initials, pinyin, isActive) VALUES ?',
    [
      categories.map(([id, parentId, name, nameEn, typeKeys, initials, pinyin]) => [
        id,
        parentId,
        name,
        nameEn,
        JSON.stringify(typeKeys),
        initials,
        pinyin,
        true,
      ]),
    ],
  );
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query(`UPDATE deadline_calendars SET weekly = '[]' WHERE calendarId = 'always'`);
  await runner.query('ALTER TABLE departments DROP COLUMN initials, DROP COLUMN pinyin');
  await runner.query('DROP TABLE areas');
  await runner.query('DROP TABLE case_categories');
}
