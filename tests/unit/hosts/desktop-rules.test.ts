import { describe, expect, it } from 'vitest';
import {
  isPermissionGranted,
  isProgramUrl,
  isSafeExternalUrl,
  isTrustedSender,
} from '../../../electron/hosts/desktop/program-origin';
import { isOnScreen } from '../../../electron/hosts/desktop/window-state';

describe('an address of the program', () => {
  it.each(['app://concordance', 'app://concordance/', 'app://concordance/media/x?y#z'])('%s', (address) => {
    expect(isProgramUrl(address)).toBe(true);
  });

  it.each([
    'app://concordance.attacker.example/',
    'app://attacker/concordance',
    'app://user@concordance/',
    'app://user:word@concordance/',
    'app://concordance:80/',
    'app:concordance',
    'apps://concordance/',
    'https://concordance/',
    'https://attacker.example/?app://concordance/',
    'file:///app://concordance/',
    'concordance',
    '',
  ])('not %s', (address) => {
    expect(isProgramUrl(address)).toBe(false);
  });
});

describe('an address for the system’s browser', () => {
  it('is https only', () => {
    expect(isSafeExternalUrl('https://coachingfederation.org/a?b#c')).toBe(true);
    expect(isSafeExternalUrl('HTTPS://coachingfederation.org')).toBe(true);
  });

  it.each([
    'http://coachingfederation.org',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://server/share',
    'ms-settings:privacy',
    'app://concordance/',
    'https://someone:secret@bank.example/',
    ' javascript:https://x',
    'httpsx://x',
    'https://',
    '//attacker.example',
    '',
  ])('not %s', (address) => {
    expect(isSafeExternalUrl(address)).toBe(false);
  });
});

describe('the sender of a message', () => {
  const top = { origin: 'app://concordance', parent: null };

  it('is trusted as the top frame of the own page', () => {
    expect(isTrustedSender(top)).toBe(true);
  });

  it.each([
    ['a frame inside the page', { origin: 'app://concordance', parent: top }],
    ['a foreign page', { origin: 'https://attacker.example', parent: null }],
    ['a page without an origin', { origin: 'null', parent: null }],
    ['an empty origin', { origin: '', parent: null }],
    ['another host of the scheme', { origin: 'app://attacker', parent: null }],
    ['an origin that begins like ours', { origin: 'app://concordance.attacker', parent: null }],
    ['a frame that is gone', null],
  ])('is refused as %s', (_case, frame) => {
    expect(isTrustedSender(frame)).toBe(false);
  });
});

describe('permissions', () => {
  it('are three, and for the own page', () => {
    expect(isPermissionGranted('fullscreen', 'app://concordance/')).toBe(true);
    expect(isPermissionGranted('clipboard-sanitized-write', 'app://concordance/sessions/x')).toBe(true);
    expect(isPermissionGranted('speaker-selection', 'app://concordance/')).toBe(true);
  });

  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'openExternal',
    'display-capture',
    'usb',
    'unknown',
  ])('do not include %s', (permission) => {
    expect(isPermissionGranted(permission, 'app://concordance/')).toBe(false);
  });

  it('are not for others', () => {
    expect(isPermissionGranted('fullscreen', 'https://attacker.example/')).toBe(false);
    expect(isPermissionGranted('speaker-selection', 'https://attacker.example/')).toBe(false);
    expect(isPermissionGranted('fullscreen', '')).toBe(false);
  });
});

describe('a remembered window', () => {
  const screens = [
    { x: 0, y: 0, width: 1920, height: 1080 },
    { x: 1920, y: 0, width: 1280, height: 1024 },
  ];
  it.each([
    ['in the middle', { x: 100, y: 100, width: 900, height: 600 }, true],
    ['across two screens', { x: 1800, y: 100, width: 900, height: 600 }, true],
    ['mostly beyond the edge', { x: -750, y: 100, width: 900, height: 600 }, true],
    ['all but a sliver beyond the edge', { x: -850, y: 100, width: 900, height: 600 }, false],
    ['on a screen that was unplugged', { x: 4000, y: 100, width: 900, height: 600 }, false],
    ['below all screens', { x: 100, y: 1040, width: 900, height: 600 }, false],
  ])('%s', (_case, bounds, expected) => {
    expect(isOnScreen(bounds, screens)).toBe(expected);
  });
});
