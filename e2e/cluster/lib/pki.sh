# Certificates and kubeconfigs, made anew by each up; they are good for a month.

# authority NAME: a certificate authority, pki/NAME.{crt,key}.
authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=serin-$1" \
    -addext keyUsage=critical,keyCertSign,cRLSign -keyout "$PKI/$1.key" -out "$PKI/$1.crt" 2>>"$LOGS/pki.log"
}

# certificate AUTHORITY NAME SUBJECT [ALTERNATIVE-NAMES]: pki/NAME.{crt,key}, for clients, and for servers when it has names.
certificate() {
  local authority=$1 name=$2 subject=$3 alternatives=${4:-} usage=clientAuth
  [[ -z $alternatives ]] || usage=serverAuth,clientAuth
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "$subject" \
    -CA "$PKI/$authority.crt" -CAkey "$PKI/$authority.key" -addext basicConstraints=critical,CA:FALSE \
    -addext "extendedKeyUsage=$usage" ${alternatives:+-addext "subjectAltName=$alternatives"} \
    -keyout "$PKI/$name.key" -out "$PKI/$name.crt" 2>>"$LOGS/pki.log"
}

# kubeconfig_file FILE NAME: lets a process speak to the API server as pki/NAME.crt.
kubeconfig_file() {
  local file=$1 name=$2
  (
    umask 077
    cat >"$file" <<YAML
apiVersion: v1
kind: Config
clusters:
  - name: serin
    cluster:
      server: $API_SERVER
      certificate-authority-data: $(base64 -w0 "$PKI/cluster.crt")
users:
  - name: $name
    user:
      client-certificate-data: $(base64 -w0 "$PKI/$name.crt")
      client-key-data: $(base64 -w0 "$PKI/$name.key")
contexts:
  - {name: serin, context: {cluster: serin, user: $name}}
current-context: serin
YAML
  )
}
