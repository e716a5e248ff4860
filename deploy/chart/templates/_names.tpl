{{/* One name for everything of a release. */}}
{{- define "tributary.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 52 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" }}{{ end }}
{{- end }}

{{/* The Service that gives each member a name of its own. */}}
{{- define "tributary.members" -}}
{{ include "tributary.name" . }}-members
{{- end }}

{{/* What members are found by; it never changes. */}}
{{- define "tributary.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "tributary.labels" -}}
{{ include "tributary.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* Members that are there from the start: one that answers is enough for a new one. */}}
{{- define "tributary.seeds" -}}
{{- $first := ternary .Values.autoscaling.minReplicas .Values.replicas .Values.autoscaling.enabled | int -}}
{{- range $index := until (min 3 $first | int) }}{{ if $index }}, {{ end }}"{{ include "tributary.name" $ }}-{{ $index }}.{{ include "tributary.members" $ }}:{{ $.Values.cluster.port }}"{{ end }}
{{- end }}

{{/* Where /opt/start puts what is mounted at /run/secrets. */}}
{{- define "tributary.secrets" -}}/tmp/secrets{{- end }}

{{- define "tributary.config" -}}
{{- $secrets := include "tributary.secrets" . -}}
# What all members read. The address each listens on for the others comes from its command line: see the StatefulSet.
directory: /var/lib/tributary
listen: { host: 0.0.0.0, port: 8443 }
address: {{ .Values.address }}
tls: { certificate: {{ $secrets }}/tls.crt, key: {{ $secrets }}/tls.key, authority: {{ $secrets }}/ca.crt }
owners: [{{ range $index, $owner := .Values.secrets.owners }}{{ if $index }}, {{ end }}{{ $secrets }}/owner-{{ $index }}.pub{{ end }}]
cluster:
  name: {{ .Values.cluster.name }}
  listen: { host: 127.0.0.1, port: {{ .Values.cluster.port }} }
  seeds: [{{ include "tributary.seeds" . }}]
  secrets: {{ $secrets }}
  database: { url: {{ .Values.database.url | quote }}, user: {{ .Values.database.user | quote }} }
  objects:
    {{- with .Values.objects.endpoint }}
    endpoint: {{ . }}
    {{- end }}
    region: {{ .Values.objects.region }}
    bucket: {{ .Values.objects.bucket }}
    keyBucket: {{ .Values.objects.keyBucket }}
    {{- with .Values.objects.prefix }}
    prefix: {{ . }}
    {{- end }}
    pathStyle: {{ .Values.objects.pathStyle }}
runs:
  {{- toYaml .Values.runs | nindent 2 }}
{{- with .Values.config }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* One file of the projected volume: a list of the reference and the file's name. */}}
{{- define "tributary.secret" -}}
- secret:
    name: {{ (index . 0).secret }}
    items: [{ key: {{ (index . 0).key | quote }}, path: {{ index . 1 }} }]
{{- end }}
