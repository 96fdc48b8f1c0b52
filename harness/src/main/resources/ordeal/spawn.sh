# Becomes a node of a local cluster: notes its process id and start time where the guard finds them, then runs the command.
# usage: sh spawn.sh PROCESSES_FILE COMMAND [ARGUMENT...]
# Ctrl-C in the harness's terminal reaches its whole process group; a node must not die of it.
trap '' INT HUP
processes=$1
shift
field_20() { shift 19; echo "$1"; }
read -r stat < /proc/$$/stat
# The command name in parentheses may hold blanks, so fields are counted from behind it: start time is the 20th.
echo "$$ $(field_20 ${stat##*) })" >> "$processes"
exec "$@"
