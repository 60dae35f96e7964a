import { currentModule } from './imports';

describe('a module of omnibase_core', () => {
  test.each([
    ['omnibase_core.core.node_effect', 'omnibase_core.nodes'],
    ['omnibase_core.node_compute', 'omnibase_core.nodes'],
    ['omnibase_core.core.infrastructure_service_bases', 'omnibase_core.nodes'],
    ['omnibase_core.models.nodes.node_services.model_service_effect', 'omnibase_core.nodes'],
    ['omnibase_core.models.services.model_service_reducer', 'omnibase_core.nodes'],
    ['omnibase_core.core.onex_container', 'omnibase_core.models.container.model_onex_container'],
    ['omnibase_core.core.errors.core_errors', 'omnibase_core.models.errors'],
    ['omnibase_core.core.something_else', 'omnibase_core'],
  ])('%s has moved to %s', (module, current) => {
    expect(currentModule(module)).toBe(current);
  });

  test.each([
    'omnibase_core.nodes',
    'omnibase_core.nodes.node_effect',
    'omnibase_core.infrastructure.node_core_base',
    'omnibase_core.models.container.model_onex_container',
    'omnibase_core.models.errors.model_onex_error',
    'omnibase_core.models.services.model_service_health',
    'omnibase_core.errors.error_codes',
    'other.core.node_effect',
  ])('%s is still there', (module) => {
    expect(currentModule(module)).toBeUndefined();
  });
});
