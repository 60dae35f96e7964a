import type { Command } from '../command';
import { COMMON } from '../options';

export const COMPLETION: Command = {
  name: 'completion',
  says: 'write what makes a shell complete the words of omni',
  usage: ['omni completion bash|zsh|fish'],
  options: { help: COMMON.help },
  examples: [
    'source <(omni completion bash)                                     # in ~/.bashrc',
    'source <(omni completion zsh)                                      # in ~/.zshrc, behind compinit',
    'omni completion fish > ~/.config/fish/completions/omni.fish',
  ],
  notes: [],
  load: async () => (await import('./completion.js')).completion,
};
