import type { Command } from '../command';
import { COMMON } from '../options';

export const COMPLETION: Command = {
  name: 'completion',
  says: 'write what makes a shell complete the words of omni',
  usage: ['omni completion bash|zsh|fish'],
  options: { help: COMMON.help },
  notes: [
    'bash, in ~/.bashrc:                   source <(omni completion bash)',
    'zsh, in ~/.zshrc, behind compinit:    source <(omni completion zsh)',
    'fish:                                 omni completion fish > ~/.config/fish/completions/omni.fish',
  ],
  load: async () => (await import('./completion.js')).completion,
};
