{{- define "omninode.labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
app.kubernetes.io/part-of: omninode-workers
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- /* Of one worker: dict "root" "worker". */ -}}
{{- define "omninode.selector" -}}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/name: {{ .worker }}
{{- end }}

{{- define "omninode.image" -}}
{{- with .root.Values.image.registry }}{{ . }}/{{ end -}}
{{ .root.Values.image.prefix }}{{ .worker }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{- /* What Kubernetes calls the restricted profile, and nothing to write on. */ -}}
{{- define "omninode.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "omninode.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- /* Settings of all and of one, then the files of the secrets. */ -}}
{{- define "omninode.environment" -}}
{{- range $name, $value := merge (dict) .settings .root.Values.settings }}
- name: {{ $name }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- range .root.Values.secrets.variables }}
- name: {{ hasSuffix "_FILE" . | ternary . (printf "%s_FILE" .) }}
  value: /run/secrets/omninode/{{ . }}
{{- end }}
{{- end }}

{{- define "omninode.mounts" -}}
- name: tmp
  mountPath: /tmp
{{- if .Values.secrets.variables }}
- name: secrets
  mountPath: /run/secrets/omninode
  readOnly: true
{{- end }}
{{- end }}

{{- define "omninode.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 64Mi
{{- with .Values.secrets }}
{{- if .variables }}
- name: secrets
  secret:
    secretName: {{ .name }}
    # 0440, which not every reader of YAML takes for octal.
    defaultMode: 288
    items:
      {{- range .variables }}
      - key: {{ . }}
        path: {{ . }}
      {{- end }}
{{- end }}
{{- end }}
{{- end }}
