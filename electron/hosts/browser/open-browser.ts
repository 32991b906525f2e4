import { spawn } from 'node:child_process';

type LaunchCommand = { program: string; arguments: string[] };

/**
 * Opens an address in the system's browser. Resolves to whether a browser could be started; it never rejects, because
 * the user can still open the printed address by hand.
 */
export async function openBrowser(
  address: string,
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  const command = launchCommand(address, platform, environment);
  if (command === undefined) return false;
  return new Promise((resolve) => {
    const child = spawn(command.program, command.arguments, {
      detached: true,
      stdio: 'ignore',
      shell: false,
    });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

/** The fixed command of a platform; `undefined` where no browser with a window can be expected. */
export function launchCommand(
  address: string,
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): LaunchCommand | undefined {
  switch (platform) {
    case 'darwin':
      return { program: 'open', arguments: [address] };
    case 'win32':
      // Not `cmd /c start`: cmd would read `&` in an address as the start of another command.
      return { program: 'rundll32.exe', arguments: ['url.dll,FileProtocolHandler', address] };
    default: {
      // Without a display xdg-open starts a text browser inside the terminal, over our own output.
      const hasDisplay = Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
      return hasDisplay ? { program: 'xdg-open', arguments: [address] } : undefined;
    }
  }
}
