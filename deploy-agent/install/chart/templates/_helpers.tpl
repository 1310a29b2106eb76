{{- define "agent.labels" -}}
app.kubernetes.io/name: {{ .Values.name }}
app.kubernetes.io/part-of: serin
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}

{{- define "agent.image" -}}
{{ .Values.image.repository }}{{ if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{- define "agent.subjects" -}}
- kind: ServiceAccount
  name: {{ .Values.name }}
  namespace: {{ .Release.Namespace }}
{{- end }}

{{- /* The writers whose changes count as they are, as a list of CEL strings. */ -}}
{{- define "agent.letThrough" -}}
{{- $users := list (printf "system:serviceaccount:%s:%s" .Release.Namespace .Values.name) "system:serviceaccount:argo-rollouts:argo-rollouts" -}}
{{- range $index, $user := concat $users .Values.policies.letThrough -}}
{{- if regexMatch "['\\\\\n]" $user }}{{ fail (printf "policies.letThrough: %q is not a user name" $user) }}{{ end -}}
{{- if $index }}, {{ end }}'{{ $user }}'
{{- end -}}
{{- end }}
