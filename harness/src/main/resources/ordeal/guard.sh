# Ends every node of a local cluster when the harness is gone, stopped nodes too.
# usage: sh guard.sh PROCESSES_FILE
# Standard input is a pipe that only the harness holds: it ends when the harness ends, however that came.
trap '' INT TERM HUP
while read -r _; do :; done

state_and_start() { echo "$1 ${20}"; }
lives() { # pid, start time
  read -r stat 2>/dev/null < "/proc/$1/stat" || return 1
  now=$(state_and_start ${stat##*) })
  [ "${now#* }" = "$2" ] && [ "${now%% *}" != Z ]
}

# A node may be starting at this very moment: look until nothing new has shown up for half a second.
quiet=0
while [ "$quiet" -lt 5 ]; do
  quiet=$((quiet + 1))
  while read -r pid start; do
    if lives "$pid" "$start"; then
      kill -KILL "$pid" 2>/dev/null
      quiet=0
    fi
  done < "$1"
  sleep 0.1
done
rm -f "$1"
