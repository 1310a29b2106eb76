# Takes a cluster away, whole or half-started: processes, mounts, links, tables, cgroups, data; then looks whether it is so.

# take_down: stops exactly what up started. Safe to call again, and after a restart of the machine.
take_down() {
  local name links
  links=$(docker_links)
  # The kubelets first, or they would start their containers again; the containers next, by their cgroups.
  for name in $(started_processes | grep '^kubelet' || true); do stop_process "$name"; done
  kill_containers
  for name in $(started_processes | tac); do stop_process "$name"; done
  kill_all "$(cluster_processes)"
  remove_mounts
  part network stop
  for name in $links; do ip link del "$name" 2>/dev/null || true; done
  remove_cgroups
  check_gone
  remove_data
}

# Deleting the files of unpacked images takes up to a minute on some disks: they are moved away, and deleted after we are gone.
remove_data() {
  local away; away=$RUN.deleted/$(now)
  mkdir -p "$away"
  find "$RUN" -mindepth 1 -maxdepth 1 ! -name logs -exec mv -t "$away" {} +
  (exec 9>&-; setsid nice rm -rf --one-file-system "$RUN.deleted" >/dev/null 2>&1 </dev/null &)
}

# The names of the processes, in the order of their start.
started_processes() { find "$RUN/processes" -type f -printf '%T@ %f\n' 2>/dev/null | sort -n | cut -d' ' -f2; }

kill_containers() {
  local root; root=$(cgroup_roots); root=${root%% *}
  kill_all "$(find "$root"/serin/node-* "$root/serin/docker" -name cgroup.procs -exec cat {} + 2>/dev/null || true)"
}

# kill_all PIDS: kills processes of our cgroups and waits until they have gone.
kill_all() {
  local pid
  for pid in $1; do kill -KILL "$pid" 2>/dev/null || true; done
  for pid in $1; do
    while [[ -e /proc/$pid ]] && ! grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null; do sleep 0.02; done
  done
}

# The bridges of networks that people made with docker.
docker_links() {
  ! is_running dockerd || timeout 5 docker --host="unix://$RUN/docker.sock" network ls --no-trunc --filter driver=bridge \
    --format '{{if ne .Name "bridge"}}br-{{slice .ID 0 12}}{{end}}' || true
}

mounts() { awk -v folder="$RUN/" 'index($5, folder) == 1 { print $5 }' /proc/self/mountinfo | tac; }
remove_mounts() {
  local mount
  mounts | while read -r mount; do
    mount=$(printf '%b' "$mount")
    umount "$mount" 2>/dev/null || umount -l "$mount" || true
  done
}

remove_cgroups() {
  local root
  for root in $(all_cgroup_roots); do
    [[ ! -d $root/serin ]] || find "$root/serin" -depth -type d -exec rmdir {} + 2>/dev/null || true
  done
}

check_gone() {
  local left=''
  [[ -z $(cluster_processes) ]] || left+=" processes $(cluster_processes | tr '\n' ' ')"
  [[ -z $(mounts) ]] || left+=" mounts under $RUN"
  ! ip -o link show | grep -qE ': serind?[0-9]+:' || left+=' links serin*'
  ! nft list tables | grep -qE ' (serin|kube-proxy|cni_hostport)$' || left+=' nftables tables'
  [[ -z $left ]] || die "still there:$left"
}
