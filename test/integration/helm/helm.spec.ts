import * as apps from 'kubernetes-models/apps/v1';
import * as batch from 'kubernetes-models/batch/v1';
import * as networking from 'kubernetes-models/networking.k8s.io/v1';
import * as policy from 'kubernetes-models/policy/v1';
import * as core from 'kubernetes-models/v1';
import { describeWith } from '../../support/describe-with';
import { buildEngine, render, type Manifest } from './chart';

/** The drain deadline of `runApp`. */
const DRAIN_SECONDS = 10;

const WORKERS = ['bridge', 'coordinator', 'dlq-monitor', 'intelligence', 'recorder'];

/** What Kubernetes itself knows, by version and kind; others have their definitions from KEDA and Prometheus. */
const SCHEMAS: Readonly<Record<string, new (data: never) => { validate(): void }>> = {
  'apps/v1 Deployment': apps.Deployment,
  'batch/v1 Job': batch.Job,
  'networking.k8s.io/v1 NetworkPolicy': networking.NetworkPolicy,
  'policy/v1 PodDisruptionBudget': policy.PodDisruptionBudget,
  'v1 Service': core.Service,
};

const ALL = ['autoscaling.enabled=true', 'serviceMonitor.enabled=true', 'autoscaling.authentication=kafka'];

type PodSpec = core.IPod['spec'] & {};

const kindOf = (manifests: readonly Manifest[], kind: string) => manifests.filter((one) => one.kind === kind);

/** The pods of deployments and jobs, of which there are some. */
function podsOf(manifests: readonly Manifest[]): readonly PodSpec[] {
  const templated = manifests.filter(({ kind }) => kind === 'Deployment' || kind === 'Job');
  expect(templated.length).toBeGreaterThan(WORKERS.length);
  return templated.map(({ spec }) => (spec as { readonly template: { readonly spec: PodSpec } }).template.spec);
}

describeWith(
  'go',
  'the chart',
  () => {
    beforeAll(buildEngine);

    it.each([['by default', []] as const, ['with everything', ALL] as const])(
      '%s is what Kubernetes takes',
      (_, set) => {
        const checked = render(...set).flatMap((manifest) => {
          const schema = SCHEMAS[`${manifest.apiVersion} ${manifest.kind}`];
          if (schema !== undefined) expect(() => new schema(manifest as never).validate()).not.toThrow();
          return schema === undefined ? [] : [manifest.kind];
        });
        expect(new Set(checked).size).toBe(Object.keys(SCHEMAS).length);
      },
    );

    it('runs every worker once, reached by a service of its port and guarded by a budget', () => {
      const manifests = render();
      for (const kind of ['Deployment', 'Service', 'PodDisruptionBudget']) {
        expect(
          kindOf(manifests, kind)
            .map(({ metadata }) => metadata.name)
            .toSorted(),
        ).toEqual(WORKERS.map((worker) => `omni-${worker}`));
      }
    });

    it('lets no pod do what it does not need to', () => {
      for (const pod of podsOf(render())) checkRights(pod);
    });

    const checkRights = (pod: PodSpec): void => {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      });
      for (const container of pod.containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(container.resources).toMatchObject({
          requests: { cpu: expect.any(String) },
          limits: { memory: expect.any(String) },
        });
        expect(container.volumeMounts).toContainEqual({ name: 'tmp', mountPath: '/tmp' });
      }
    };

    it('hands out secrets as files, and none in the environment', () => {
      for (const pod of podsOf(render())) checkSecrets(pod);
    });

    const checkSecrets = (pod: PodSpec): void => {
      for (const { env = [], volumeMounts } of pod.containers) {
        expect(env).toContainEqual({ name: 'DATABASE_URL_FILE', value: '/run/secrets/omninode/DATABASE_URL' });
        expect(env.map(({ name }) => name)).not.toContain('DATABASE_URL');
        expect(volumeMounts).toContainEqual({ name: 'secrets', mountPath: '/run/secrets/omninode', readOnly: true });
      }
      expect(pod.volumes).toContainEqual({
        name: 'secrets',
        secret: {
          secretName: 'omninode-workers',
          defaultMode: 0o440,
          items: [{ key: 'DATABASE_URL', path: 'DATABASE_URL' }],
        },
      });
    };

    it('names the path itself where the setting is a path', () => {
      const [pod] = podsOf(render('secrets.variables={STAMP_SIGNING_KEY_FILE}'));
      expect(pod?.containers[0]?.env).toContainEqual({
        name: 'STAMP_SIGNING_KEY_FILE',
        value: '/run/secrets/omninode/STAMP_SIGNING_KEY_FILE',
      });
    });

    it('lets a worker drain before it is killed, and asks the three health pages', () => {
      for (const { spec } of kindOf(render(), 'Deployment')) {
        const pod = (spec as { readonly template: { readonly spec: PodSpec } }).template.spec;
        expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(DRAIN_SECONDS);
        expect(pod.containers[0]).toMatchObject({
          startupProbe: { httpGet: { path: '/health/startup', port: 'http' } },
          livenessProbe: { httpGet: { path: '/health/live', port: 'http' } },
          readinessProbe: { httpGet: { path: '/health/ready', port: 'http' } },
        });
      }
    });

    it('scales by the lag of the group that the worker reads in, and then leaves replicas alone', () => {
      expect(kindOf(render(), 'ScaledObject')).toEqual([]);
      const manifests = render(...ALL);
      for (const { spec } of kindOf(manifests, 'Deployment')) expect(spec).not.toHaveProperty('replicas');
      const groups = kindOf(manifests, 'ScaledObject').map(({ spec }) => {
        expect(spec).toMatchObject({ triggers: [{ type: 'kafka', authenticationRef: { name: 'kafka' } }] });
        return (spec as { triggers: { metadata: { consumerGroup: string } }[] }).triggers[0]?.metadata.consumerGroup;
      });
      expect(groups.toSorted((a = '', b = '') => a.localeCompare(b))).toEqual([
        'archon-intelligence',
        'omninode-bridge',
        'omninode-coordinator',
        'omninode-dlq-monitor',
        'omninode-recorder',
      ]);
    });

    it.each([
      ['a secret among the settings', 'settings.DATABASE_URL=postgresql://u:p@h/d', /DATABASE_URL/],
      ['less time than a drain takes', 'terminationGracePeriodSeconds=10', /terminationGracePeriodSeconds/],
      ['a misspelt value', 'workers.bridge.replcias=3', /replcias/],
      ['a worker that there is not', 'workers.cat.enabled=true', /cat/],
    ])('refuses %s', (_, value, why) => {
      expect(() => render(value)).toThrow(why);
    });
  },
  'version',
);
