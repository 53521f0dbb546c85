import type { QueryRunner } from 'typeorm';
import { builtInPrompts, mainMenu, mainMenuPrompts } from '../db/first-menu.ts';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC';

const tables: Record<string, string> = {
  prompts: `
    promptId ${id(40)} NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    nameEn VARCHAR(64) NOT NULL`,
  prompt_versions: `
    promptId ${id(40)} NOT NULL,
    language ${id(2)} NOT NULL,
    version INT NOT NULL,
    source ${id(16)} NOT NULL,
    text VARCHAR(1000) NOT NULL DEFAULT '',
    file ${id(128)} NOT NULL,
    durationMs INT NULL,
    madeAtMs BIGINT NOT NULL,
    madeBy ${id(10)} NOT NULL DEFAULT '',
    PRIMARY KEY (promptId, language, version)`,
  menus: `
    menuId ${id(40)} NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    nameEn VARCHAR(64) NOT NULL,
    draft JSON NOT NULL,
    draftRevision INT NOT NULL DEFAULT 1,
    publishedVersion INT NULL`,
  menu_versions: `
    menuId ${id(40)} NOT NULL,
    version INT NOT NULL,
    tree JSON NOT NULL,
    prompts JSON NOT NULL,
    publishedAtMs BIGINT NOT NULL,
    publishedBy ${id(10)} NOT NULL DEFAULT '',
    note VARCHAR(200) NOT NULL DEFAULT '',
    rolledBackTo INT NULL,
    PRIMARY KEY (menuId, version)`,
  customer_references: `
    kind ${id(16)} NOT NULL,
    digits ${id(30)} NOT NULL,
    customerId ${id(40)} NOT NULL,
    PRIMARY KEY (kind, digits),
    INDEX references_of_customer (customerId)`,
};

/** Menus and what they say; the numbers by which customers name themselves on a keypad. */
export async function up(runner: QueryRunner): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    await runner.query(`CREATE TABLE ${table} (${columns}\n) ${options}`);
  }
  for (const { promptId, name, nameEn, ...texts } of builtInPrompts) {
    await runner.query('INSERT INTO prompts (promptId, name, nameEn) VALUES (?, ?, ?)', [promptId, name, nameEn]);
    for (const language of ['zh', 'en'] as const) {
      await runner.query(
        `INSERT INTO prompt_versions (promptId, language, version, source, text, file, madeAtMs) VALUES (?, ?, 1, 'builtIn', ?, ?, 0)`,
        [promptId, language, texts[language], `builtin/${language}/${promptId}`],
      );
    }
  }
  // A center that had the menu built in keeps it; an empty one gets it with its first settings.
  const [had] = (await runner.query(`SELECT COUNT(*) AS hotlines FROM hotlines WHERE menu = 'main'`)) as [
    { hotlines: number | string },
  ];
  if (Number(had.hotlines) === 0) return;
  await runner.query(
    `INSERT INTO menus (menuId, name, nameEn, draft, draftRevision, publishedVersion) VALUES ('main', '主菜单', 'Main menu', ?, 1, 1)`,
    [JSON.stringify(mainMenu)],
  );
  await runner.query(
    `INSERT INTO menu_versions (menuId, version, tree, prompts, publishedAtMs) VALUES ('main', 1, ?, ?, 0)`,
    [JSON.stringify(mainMenu), JSON.stringify(mainMenuPrompts)],
  );
}

export async function down(runner: QueryRunner): Promise<void> {
  for (const table of Object.keys(tables).reverse()) await runner.query(`DROP TABLE ${table}`);
}
