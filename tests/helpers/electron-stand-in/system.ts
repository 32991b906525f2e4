import { EventEmitter } from 'node:events';
import { onCommand, record } from './control';

/** What stands around the program in the real system: dialogs, the shell, the menu, the theme, the screens. */

/** What the dialogs that come before a test can say anything are answered with. */
const firstAnswers = JSON.parse(process.env.ELECTRON_STAND_IN_ANSWERS ?? '{}') as Record<string, unknown[]>;
const answers = new Map<string, unknown[]>(Object.entries(firstAnswers));

/** Answers a dialog with what the test laid down for it; without, as a user who cancels. */
function answerDialog(method: string, parameters: unknown[], cancelled: unknown): unknown {
  // The parent window comes first, where there is one.
  const options = parameters.at(-1);
  const answer = answers.get(method)?.shift() ?? cancelled;
  record('dialog', { method, options, answer });
  return answer;
}

export const dialog = {
  showOpenDialog: async (...parameters: unknown[]) =>
    answerDialog('showOpenDialog', parameters, { canceled: true, filePaths: [] }),
  showSaveDialog: async (...parameters: unknown[]) =>
    answerDialog('showSaveDialog', parameters, { canceled: true, filePath: '' }),
  showMessageBox: async (...parameters: unknown[]) =>
    answerDialog('showMessageBox', parameters, {
      response: (parameters.at(-1) as { cancelId?: number }).cancelId ?? 0,
      checkboxChecked: false,
    }),
  showErrorBox: (title: string, content: string): void => record('error-box', { title, content }),
};

onCommand('answerDialog', (argument) => {
  const { method, answer } = argument as { method: string; answer: unknown };
  answers.set(method, [...(answers.get(method) ?? []), answer]);
});

export const shell = {
  openExternal: async (url: string): Promise<void> => record('open-external', { url }),
  openPath: async (path: string): Promise<string> => {
    record('open-path', { path });
    return '';
  },
  showItemInFolder: (path: string): void => record('show-item-in-folder', { path }),
};

type MenuItem = {
  id?: string;
  label?: string;
  role?: string;
  submenu?: MenuItem[];
  click?: (item: MenuItem, window: undefined, event: object) => void;
};

/** Electron's `Menu`: nothing is drawn, but what it holds can be chosen by id. */
export class Menu {
  readonly items: MenuItem[];

  constructor(items: MenuItem[] = []) {
    this.items = items;
  }

  static #application: Menu | null = null;
  static buildFromTemplate = (template: MenuItem[]): Menu => new Menu(template);
  static getApplicationMenu = (): Menu | null => Menu.#application;
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
    record('menu', { items: menu?.items ?? [] });
  }

  getMenuItemById(id: string): MenuItem | null {
    const search = (items: MenuItem[]): MenuItem | undefined =>
      items.flatMap((item) => (item.id === id ? [item] : (search(item.submenu ?? []) ?? [])))[0];
    return search(this.items) ?? null;
  }
}

onCommand('chooseMenuItem', (argument) => {
  const item = Menu.getApplicationMenu()?.getMenuItemById(String(argument));
  if (!item?.click) throw new Error(`The menu has no item "${String(argument)}" that can be chosen`);
  item.click(item, undefined, {});
});

class NativeTheme extends EventEmitter {
  shouldUseDarkColors = process.env.ELECTRON_STAND_IN_THEME === 'dark';
  themeSource: 'system' | 'light' | 'dark' = 'system';
}
export const nativeTheme = new NativeTheme();

const display = {
  id: 1,
  scaleFactor: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
};
export const screen = Object.assign(new EventEmitter(), {
  getAllDisplays: () => [display],
  getPrimaryDisplay: () => display,
});
