# A server for tests of links. Each connection is served by a process of its own that obeys lines:
#   say WORD     answers the word in a line
#   give N       answers N bytes and a line end
#   take N       reads N bytes, then answers "took N"
#   (the harness's own probe is answered as well)
#   stream       answers 20000 bytes and a line end every 50 ms, and goes on obeying
use strict;
use IO::Select;
use IO::Socket::INET;
$| = 1;
$SIG{CHLD} = 'IGNORE';
my $ports = IO::Select->new;
for my $port (@ARGV) {
    $ports->add(IO::Socket::INET->new(LocalPort => $port, Listen => 64, ReuseAddr => 1) or die "port $port: $!");
}
print "listening\n";
while (1) {
    for my $port ($ports->can_read) {
        my $connection = $port->accept or next;
        serve($connection) unless fork;
        close $connection;
    }
}

sub serve {
    my ($connection) = @_;
    $connection->autoflush(1);
    my $select = IO::Select->new($connection);
    my ($unread, $streaming) = ('', 0);
    while (1) {
        if ($streaming && !$select->can_read(0.05)) {
            print $connection 'x' x 20000, "\n";
            next;
        }
        my $count = sysread $connection, $unread, 65536, length $unread;
        exit unless $count;
        if ($unread =~ s/^.*ordeal-probe//s) { print $connection "hello\n"; }
        while ($unread =~ s/^(\w+) ?(\w*)\n//) {
            my ($verb, $what) = ($1, $2);
            if ($verb eq 'say') { print $connection "$what\n"; }
            if ($verb eq 'give') { print $connection 'x' x $what, "\n"; }
            if ($verb eq 'stream') { $streaming = 1; }
            if ($verb eq 'take') {
                while (length $unread < $what) { sysread $connection, $unread, 65536, length $unread or exit; }
                $unread = '';
                print $connection "took $what\n";
            }
        }
    }
}
