import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/** Sets the application's menu. What is chosen in it is a command of the page; the page alone knows what it does. */
export function setMenu(runCommand: (command: string) => void): void {
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        {
          id: 'library.add',
          label: 'Add recordings or packages…',
          accelerator: 'CmdOrCtrl+O',
          click: () => runCommand('library.add'),
        },
        { type: 'separator' },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    { role: 'viewMenu' },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { id: 'help.keys', label: 'Keyboard shortcuts', click: () => runCommand('help.keys') },
        ...(isMac
          ? []
          : [
              { type: 'separator' } as const,
              { label: 'About Concordance', click: () => app.showAboutPanel() },
            ]),
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
