import { Toast } from '@base-ui/react/toast';
import type { ReactNode } from 'react';

const manager = Toast.createToastManager();

/** What can be done about it at once. */
interface ToastAction {
  readonly label: string;
  readonly act: () => Promise<void>;
}

/** Long enough to read it and to decide. */
const WITH_ACTION_MS = 15_000;

/** Says shortly what happened, also to who does not see it. */
export function say(title: string, description?: string, action?: ToastAction): void {
  const told = { title, ...(description !== undefined && { description }) };
  if (action === undefined) {
    manager.add(told);
    return;
  }
  const { label, act } = action;
  const onClick = (): void => {
    manager.close(id);
    act().catch((error: unknown) => say(`${label}: not done`, error instanceof Error ? error.message : String(error)));
  };
  const id = manager.add({ ...told, timeout: WITH_ACTION_MS, actionProps: { children: label, onClick } });
}

export function Toasts(): ReactNode {
  return (
    <Toast.Provider toastManager={manager} timeout={6_000}>
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList(): ReactNode {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast">
      <Toast.Content className="toast-content">
        <Toast.Title className="toast-title" />
        <Toast.Description className="toast-text" />
        <Toast.Action className="small" />
        <Toast.Close className="icon-button" aria-label="Close">
          ×
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
