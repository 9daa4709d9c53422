#!/usr/bin/env python3
"""Runs every command in the documents: each line of a ```sh block, in order, in a fresh folder that holds examples/.

A command must end with exit code 0, or with N when the line ends in `# exit N`. `annalist serve` and `annalist open` run
until they are stopped: they must print their address within 20 s. `script/…` must exist and be executable (running
script/test here would never end). Fails when a document has no command at all.

  docs.py BIN
"""
import os, pathlib, re, shutil, signal, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCS = ['README.md', 'docs/GUIDE.md', 'docs/FORMAT.md', 'docs/DESIGN.md', 'docs/SECURITY.md', 'docs/CONTRIBUTING.md', 'data/what/README.md']
WITH_COMMANDS = {'README.md', 'docs/GUIDE.md', 'docs/FORMAT.md', 'data/what/README.md'}
BLOCK = re.compile(r'^```sh\n(.*?)^```', re.M | re.S)
EXIT = re.compile(r'#\s*exit (\d+)\s*$')


def commands(text):
    for block in BLOCK.findall(text):
        line = ''
        for part in block.split('\n'):
            line += part
            if line.endswith('\\'):
                line = line[:-1]
                continue
            if line.strip() and not line.lstrip().startswith('#'):
                yield line.strip()
            line = ''


def served(command, folder, env):
    """Starts a server, waits for its address, stops it; what went wrong or None."""
    p = subprocess.Popen(['bash', '-c', 'exec ' + command], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    os.set_blocking(p.stdout.fileno(), False)
    seen, until = b'', time.time() + 20
    while time.time() < until and b'http://127.0.0.1:' not in seen and p.poll() is None:
        seen += p.stdout.read() or b''
        time.sleep(0.05)
    seen += p.stdout.read() or b''
    p.send_signal(signal.SIGINT)
    try:
        p.wait(10)
    except subprocess.TimeoutExpired:
        p.kill()
        return 'does not stop on interrupt'
    return None if b'http://127.0.0.1:' in seen else 'printed no address: ' + seen.decode(errors='replace')[-300:]


def run(command, folder, env):
    m = EXIT.search(command)
    want = int(m.group(1)) if m else 0
    command = EXIT.sub('', command).strip()
    if command.startswith(('script/', '.ci/')):
        script = ROOT / command.split()[0]
        return None if os.access(script, os.X_OK) else 'no such script'
    if re.match(r'annalist (serve|open)\b', command):
        return served(command, folder, env)
    p = subprocess.run(['bash', '-o', 'pipefail', '-c', command], cwd=folder, env=env, capture_output=True, timeout=300)
    if p.returncode != want:
        return f'exit {p.returncode}, not {want}: ' + (p.stderr or p.stdout).decode(errors='replace')[-400:]


def main(binary):
    failed = count = 0
    for name in DOCS:
        ran = 0
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(ROOT / 'examples', pathlib.Path(folder, 'examples'))
            env = dict(os.environ, PATH=f'{os.path.dirname(os.path.abspath(binary))}:{os.environ["PATH"]}', PORT='0')
            for command in commands((ROOT / name).read_text(encoding='utf-8')):
                ran += 1
                if why := run(command, folder, env):
                    failed += 1
                    print(f'{name}: {command}\n  {why}')
        if not ran and name in WITH_COMMANDS:
            failed += 1
            print(f'{name}: no command found')
        count += ran
    print(f'{count} commands, {failed} failed')
    return failed > 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
