package ordeal.harness.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every behaviour of a link, seen from outside: through real sockets on both sides of a mesh. */
class MeshTest {
    private static final Link REQUESTS = new Link("clients", "broker-1", Direction.REQUEST);
    private static final Link ANSWERS = new Link("clients", "broker-1", Direction.ANSWER);
    private static final int SILENCE_MS = Pair.SILENCE_MS;
    private static final int PATIENCE_MS = Pair.PATIENCE_MS;

    private final Mesh mesh = new Mesh(1);
    private final MeshNetworkControl control = new MeshNetworkControl(mesh);
    private ServerSocket server;
    private InetSocketAddress entrance;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MS);
        entrance = Pair.freeAddress();
        mesh.open("clients", "broker-1", entrance, (InetSocketAddress) server.getLocalSocketAddress());
    }

    @AfterEach
    void close() throws IOException {
        mesh.close();
        server.close();
    }

    @Test
    void passesBytesBothWaysAndCountsThem() throws Exception {
        try (Pair pair = connect()) {
            pair.dialler().send("ping");
            assertThat(pair.server().receive(4)).isEqualTo("ping");
            pair.server().send("answer");
            assertThat(pair.dialler().receive(6)).isEqualTo("answer");
            // Counted as passed on only after they were.
            Await.until(() -> mesh.passedBytes(REQUESTS) == 1 + 4);
            Await.until(() -> mesh.passedBytes(ANSWERS) == 6);
        }
    }

    @Test
    void holdsOneDirectionWhileTheOtherPassesAndDeliversInOrderWhenReleased() throws Exception {
        try (Pair pair = connect()) {
            control.apply(Map.of(REQUESTS, new LinkBehaviour.Hold()));
            pair.dialler().send("one");
            pair.dialler().send("two");
            pair.server().send("answer");
            assertThat(pair.dialler().receive(6)).isEqualTo("answer");
            pair.server().expectSilence();
            Await.until(() -> mesh.heldBytes(REQUESTS) == 6);
            assertThat(control.receipt(Set.of(REQUESTS)).proof()).contains("6 bytes arrived and not passed on");
            control.apply(Map.of(REQUESTS, new LinkBehaviour.Pass()));
            assertThat(pair.server().receive(6)).isEqualTo("onetwo");
            Await.until(() -> mesh.heldBytes(REQUESTS) == 0); // Counted as passed on only after they were.
        }
    }

    @Test
    void deliversHeldBytesAndThenTheCloseOfASenderThatHasGone() throws Exception {
        try (Pair pair = connect()) {
            control.apply(Map.of(REQUESTS, new LinkBehaviour.Hold()));
            pair.dialler().send("last words");
            pair.dialler().close();
            pair.server().expectSilence();
            control.apply(Map.of(REQUESTS, new LinkBehaviour.Pass()));
            assertThat(pair.server().receive(10)).isEqualTo("last words");
            assertThat(pair.server().read()).isEqualTo(-1);
        }
    }

    @Test
    void discardsWhatIsHeldAndResetsTheConnectionOfANodeThatDied() throws Exception {
        try (Pair pair = connect()) {
            control.apply(Map.of(REQUESTS, new LinkBehaviour.Hold()));
            pair.dialler().send("never delivered");
            Await.until(() -> mesh.heldBytes(REQUESTS) == 15);
            mesh.nodeDied("broker-1");
            control.apply(Map.of(REQUESTS, new LinkBehaviour.Pass()));
            assertThatThrownBy(pair.server()::read).isInstanceOf(SocketException.class);
            Await.until(() -> mesh.heldBytes(REQUESTS) == 0);
        }
    }

    @Test
    void leavesConnectionsOfADeadNodeAloneWhereNothingIsHeld() throws Exception {
        try (Pair pair = connect()) {
            mesh.nodeDied("broker-1");
            pair.dialler().send("still there");
            assertThat(pair.server().receive(11)).isEqualTo("still there");
        }
    }

    @Test
    void dialsTheServerOnlyWhenAHeldLinkIsReleased() throws Exception {
        control.apply(Map.of(REQUESTS, new LinkBehaviour.Hold()));
        try (Socket dialler = new Socket()) {
            dialler.connect(entrance);
            dialler.getOutputStream().write('x');
            server.setSoTimeout(SILENCE_MS);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
            server.setSoTimeout(PATIENCE_MS);
            control.apply(Map.of(REQUESTS, new LinkBehaviour.Pass()));
            try (Socket accepted = server.accept()) {
                assertThat(accepted.getInputStream().read()).isEqualTo('x');
            }
        }
    }

    @Test
    void delaysByAtLeastWhatItWasToldAndKeepsTheOrder() throws Exception {
        try (Pair pair = connect()) {
            control.apply(Map.of(REQUESTS, new LinkBehaviour.Delay(200, 100)));
            long startNanos = System.nanoTime();
            pair.dialler().send("a");
            pair.dialler().send("b");
            pair.dialler().send("c");
            assertThat(pair.server().receive(3)).isEqualTo("abc");
            assertThat(System.nanoTime() - startNanos)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(200).toNanos());
            assertThat(control.receipt(Set.of(REQUESTS)).proof())
                    .contains("3 bytes passed on late or at a limited rate");
        }
    }

    @Test
    void throttlesToItsRate() throws Exception {
        try (Pair pair = connect()) {
            control.apply(Map.of(REQUESTS, new LinkBehaviour.Throttle(20_000)));
            String text = "x".repeat(10_000);
            long startNanos = System.nanoTime();
            pair.dialler().send(text);
            assertThat(pair.server().receive(10_000)).isEqualTo(text);
            // The first slice of a twentieth of a second passes at once.
            assertThat(System.nanoTime() - startNanos)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(400).toNanos());
        }
    }

    @Test
    void resetsConnectionsThatStandAndNewOnesThatCarryBytes() throws Exception {
        try (Pair pair = connect()) {
            control.apply(Map.of(REQUESTS, new LinkBehaviour.Reset()));
            assertThatThrownBy(pair.server()::read).isInstanceOf(SocketException.class);
            assertThatThrownBy(pair.dialler()::read).isInstanceOf(SocketException.class);
        }
        try (Socket fresh = new Socket()) {
            fresh.connect(entrance);
            fresh.setSoTimeout(PATIENCE_MS);
            fresh.getOutputStream().write('x');
            assertThatThrownBy(() -> fresh.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        assertThat(control.receipt(Set.of(REQUESTS)).proof()).contains("2 connections reset");
    }

    @Test
    void refusesNewConnectionsAndAcceptsThemAgainAfterwards() throws Exception {
        control.apply(Map.of(REQUESTS, new LinkBehaviour.Refuse()));
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        assertThat(control.receipt(Set.of(REQUESTS)).proof()).contains("proven by a probe");
        control.apply(Map.of(REQUESTS, new LinkBehaviour.Pass()));
        try (Pair pair = connect()) {
            pair.dialler().send("back");
            assertThat(pair.server().receive(4)).isEqualTo("back");
        }
    }

    @Test
    void changesAllLinksOfOneCallOrNone() {
        Link unknown = new Link("clients", "broker-9", Direction.REQUEST);
        assertThatThrownBy(
                        () -> mesh.apply(Map.of(REQUESTS, new LinkBehaviour.Hold(), unknown, new LinkBehaviour.Hold())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(mesh.behaviour(REQUESTS)).isEqualTo(new LinkBehaviour.Pass());
    }

    @Test
    void streamHasNoSegmentsToLoseOrToMeddleWith() {
        for (LinkBehaviour behaviour : List.of(
                new LinkBehaviour.Lose(10),
                new LinkBehaviour.Reorder(10, 5),
                new LinkBehaviour.Duplicate(10),
                new LinkBehaviour.Corrupt(10))) {
            assertThatThrownBy(() -> mesh.apply(Map.of(ANSWERS, new LinkBehaviour.Hold(), REQUESTS, behaviour)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no segments");
            assertThat(mesh.behaviour(ANSWERS)).isEqualTo(new LinkBehaviour.Pass());
        }
    }

    @Test
    void deafLinkKeepsBytesBackAndTheOtherDirectionLives() throws Exception {
        try (Pair pair = connect()) {
            control.apply(Map.of(ANSWERS, new LinkBehaviour.Deaf()));
            pair.server().send("answer");
            pair.dialler().send("ping");
            assertThat(pair.server().receive(4)).isEqualTo("ping");
            pair.dialler().expectSilence();
            Await.until(() -> mesh.heldBytes(ANSWERS) == 6);
            assertThat(control.receipt(Set.of(ANSWERS)).proof()).contains("6 bytes arrived and not passed on");
            control.apply(Map.of(ANSWERS, new LinkBehaviour.Pass()));
            assertThat(pair.dialler().receive(6)).isEqualTo("answer");
        }
    }

    @Test
    void provesAHeldIdleLinkByAProbeWhoseBytesNeverArrive() throws Exception {
        control.apply(Map.of(REQUESTS, new LinkBehaviour.Hold()));
        assertThat(control.receipt(Set.of(REQUESTS)).proof()).contains("1 idle, proven by a probe");
        control.apply(Map.of(REQUESTS, new LinkBehaviour.Pass()));
        server.setSoTimeout(SILENCE_MS);
        assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void hasNoReceiptForHeldAnswersOfASilentServer() throws Exception {
        control.apply(Map.of(ANSWERS, new LinkBehaviour.Hold()));
        assertThatThrownBy(() -> control.receipt(Set.of(ANSWERS)))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("nothing shows that clients <- broker-1 is held");
    }

    @Test
    void keepsTheAddressOfARefusingEntranceBound() throws Exception {
        control.apply(Map.of(REQUESTS, new LinkBehaviour.Refuse()));
        assertThatThrownBy(() -> {
                    try (ServerSocket other = new ServerSocket()) {
                        other.setReuseAddress(false);
                        other.bind(entrance);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    private Pair connect() throws IOException {
        return Pair.connect(entrance, server);
    }
}
