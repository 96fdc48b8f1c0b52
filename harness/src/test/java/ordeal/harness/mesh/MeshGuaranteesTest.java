package ordeal.harness.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a mesh promises whatever its links do: order, no loss, independence, receipts that prove something, nothing left behind. */
class MeshGuaranteesTest {
    private static final Link REQUESTS = new Link("clients", "broker-1", Direction.REQUEST);
    private static final Link ANSWERS = new Link("clients", "broker-1", Direction.ANSWER);
    private static final long SEED = 20_261;

    private final Mesh mesh = new Mesh(SEED);
    private final MeshNetworkControl control = new MeshNetworkControl(mesh);
    private ServerSocket server;
    private InetSocketAddress entrance;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout(Pair.PATIENCE_MS);
        entrance = Pair.freeAddress();
        mesh.open("clients", "broker-1", entrance, (InetSocketAddress) server.getLocalSocketAddress());
    }

    @AfterEach
    void close() throws IOException {
        mesh.close();
        server.close();
    }

    @Test
    void holdsAnswersWhileRequestsPass() throws Exception {
        try (Pair pair = Pair.connect(entrance, server)) {
            control.apply(Map.of(ANSWERS, new LinkBehaviour.Hold()));
            pair.server().send("kept");
            pair.dialler().send("request");
            assertThat(pair.server().receive(7)).isEqualTo("request");
            pair.dialler().expectSilence();
            Await.until(() -> control.heldBytes(Set.of(REQUESTS)) == 0);
            Await.until(() -> control.heldBytes(Set.of(ANSWERS)) == 4);
            control.apply(Map.of(ANSWERS, new LinkBehaviour.Pass()));
            assertThat(pair.dialler().receive(4)).isEqualTo("kept");
        }
    }

    @Test
    void passesOnTheEndOfOneDirectionAndKeepsTheOtherOpen() throws Exception {
        try (Pair pair = Pair.connect(entrance, server)) {
            pair.dialler().send("question");
            pair.dialler().socket().shutdownOutput();
            assertThat(pair.server().receive(8)).isEqualTo("question");
            assertThat(pair.server().read()).isEqualTo(-1);
            pair.server().send("late answer");
            assertThat(pair.dialler().receive(11)).isEqualTo("late answer");
            pair.server().close();
            assertThat(pair.dialler().read()).isEqualTo(-1);
        }
    }

    @Test
    void keepsTheOrderOfManyPiecesUnderJitterFarGreaterThanTheirDistance() throws Exception {
        try (Pair pair = Pair.connect(entrance, server)) {
            control.apply(Map.of(REQUESTS, new LinkBehaviour.Delay(0, 60)));
            StringBuilder sent = new StringBuilder();
            for (int piece = 0; piece < 40; piece++) {
                String text = "[" + piece + "]";
                long before = mesh.counters(REQUESTS).arrivedBytes();
                pair.dialler().send(text);
                // One piece for each write: only then does each draw a delay of its own.
                Await.until(() -> mesh.counters(REQUESTS).arrivedBytes() == before + text.length());
                sent.append(text);
            }
            assertThat(pair.server().receive(sent.length())).isEqualTo(sent.toString());
        }
    }

    @Test
    void makesTheSenderOfAHeldLinkWaitAndLosesNothing() throws Exception {
        byte[] bytes = new byte[24 << 20];
        new Random(SEED).nextBytes(bytes);
        try (Pair pair = Pair.connect(entrance, server)) {
            control.apply(Map.of(REQUESTS, new LinkBehaviour.Hold()));
            AtomicBoolean sent = new AtomicBoolean();
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    pair.dialler().socket().getOutputStream().write(bytes);
                    sent.set(true);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            Await.until(() -> mesh.heldBytes(REQUESTS) > 4 << 20);
            assertThat(mesh.heldBytes(REQUESTS)).isLessThan(5 << 20);
            assertThat(sent).isFalse();
            control.apply(Map.of(REQUESTS, new LinkBehaviour.Pass()));
            pair.server().socket().setSoTimeout(Pair.PATIENCE_MS);
            byte[] received = pair.server().socket().getInputStream().readNBytes(bytes.length);
            assertThat(Arrays.equals(received, bytes)).isTrue();
            sender.join();
            Await.until(() -> mesh.heldBytes(REQUESTS) == 0);
        }
    }

    @Test
    void changesTwoLinksInOneMoment() throws Exception {
        try (ServerSocket otherServer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            otherServer.setSoTimeout(Pair.PATIENCE_MS);
            InetSocketAddress otherEntrance = Pair.freeAddress();
            mesh.open("broker-2", "broker-1", otherEntrance, (InetSocketAddress) otherServer.getLocalSocketAddress());
            Link peers = new Link("broker-2", "broker-1", Direction.REQUEST);
            try (Pair first = Pair.connect(entrance, server);
                    Pair second = Pair.connect(otherEntrance, otherServer)) {
                AtomicBoolean stopping = new AtomicBoolean();
                Thread firstLoad = load(first, stopping);
                Thread secondLoad = load(second, stopping);
                Await.until(() -> mesh.passedBytes(REQUESTS) > 10_000 && mesh.passedBytes(peers) > 10_000);
                control.apply(Map.of(REQUESTS, new LinkBehaviour.Hold(), peers, new LinkBehaviour.Hold()));
                long passedFirst = mesh.passedBytes(REQUESTS);
                long passedSecond = mesh.passedBytes(peers);
                Await.until(() -> mesh.heldBytes(REQUESTS) > 1_000 && mesh.heldBytes(peers) > 1_000);
                assertThat(mesh.passedBytes(REQUESTS)).isEqualTo(passedFirst);
                assertThat(mesh.passedBytes(peers)).isEqualTo(passedSecond);
                stopping.set(true);
                control.apply(Map.of(REQUESTS, new LinkBehaviour.Pass(), peers, new LinkBehaviour.Pass()));
                firstLoad.join();
                secondLoad.join();
            }
        }
    }

    @Test
    void provesHeldAnswersByAProbeThatTheServerAnswers() throws Exception {
        Thread answering = Thread.ofVirtual().start(this::answerOnce);
        control.apply(Map.of(ANSWERS, new LinkBehaviour.Hold()));
        assertThat(control.receipt(Set.of(ANSWERS)).proof())
                .contains("bytes arrived and not passed on")
                .contains("1 idle, proven by a probe");
        answering.join();
        Await.until(() -> mesh.heldBytes(ANSWERS) == 0);
    }

    @Test
    void countsNothingAsHeldWhenTheServerCouldNotBeDialled() throws Exception {
        server.close();
        try (Socket dialler = new Socket()) {
            dialler.connect(entrance);
            dialler.setSoTimeout(Pair.PATIENCE_MS);
            dialler.getOutputStream().write(new byte[1_000]);
            assertThatThrownBy(() -> dialler.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        Await.until(() -> mesh.heldBytes(REQUESTS) == 0);
        assertThat(mesh.counters(REQUESTS).arrivedBytes()).isEqualTo(1_000);
    }

    @Test
    void hasNoReceiptForHeldAnswersOfADeadServerThatWasDialledBefore() throws Exception {
        try (Pair pair = Pair.connect(entrance, server)) {
            pair.server().send("x");
            assertThat(pair.dialler().receive(1)).isEqualTo("x");
            Await.until(() -> mesh.passedBytes(ANSWERS) == 1);
        }
        server.close();
        control.apply(Map.of(ANSWERS, new LinkBehaviour.Hold()));
        assertThatThrownBy(() -> control.receipt(Set.of(ANSWERS))).isInstanceOf(InjectionException.class);
    }

    @Test
    void holdsOneServerOfAnEnsembleOnAllItsPortsAndNoOther() throws Exception {
        try (Ensemble ensemble = new Ensemble(mesh)) {
            Link held = new Link("zookeeper-1", "zookeeper-2", Direction.REQUEST);
            control.apply(Map.of(held, new LinkBehaviour.Hold()));
            ensemble.quorum.dialler().send("proposal");
            ensemble.election.dialler().send("vote");
            ensemble.backwards.dialler().send("ack");
            assertThat(ensemble.backwards.server().receive(3)).isEqualTo("ack");
            Await.until(() -> mesh.heldBytes(held) == 12);
            ensemble.quorum.server().expectSilence();
            ensemble.election.server().expectSilence();
            control.apply(Map.of(held, new LinkBehaviour.Pass()));
            assertThat(ensemble.quorum.server().receive(8)).isEqualTo("proposal");
            assertThat(ensemble.election.server().receive(4)).isEqualTo("vote");
        }
    }

    @Test
    void leavesNoThreadAndNoSocketBehind() throws Exception {
        long socketsBefore = sockets();
        Mesh other = new Mesh(SEED);
        InetSocketAddress address = Pair.freeAddress();
        other.open("clients", "broker-1", address, (InetSocketAddress) server.getLocalSocketAddress());
        Pair passing = Pair.connect(address, server);
        other.apply(Map.of(REQUESTS, new LinkBehaviour.Hold()));
        passing.dialler().send("held");
        try (Socket neverDialled = new Socket()) {
            neverDialled.connect(address);
            neverDialled.getOutputStream().write('x');
            Await.until(() -> other.heldBytes(REQUESTS) == 5);
            other.close();
            passing.close();
        }
        mesh.close();
        Await.until(() -> sockets() <= socketsBefore);
        Await.until(() -> !threads().contains("ordeal.harness.mesh.LinkStream")
                && !threads().contains("ordeal.harness.mesh.Entrance"));
        try (ServerSocket again = new ServerSocket()) {
            again.bind(address);
        }
    }

    private static Thread load(Pair pair, AtomicBoolean stopping) {
        Thread.ofVirtual().start(() -> {
            try {
                pair.server().socket().getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                assertThat(pair.server().socket().isClosed()).as(e.getMessage()).isTrue();
            }
        });
        return Thread.ofVirtual().start(() -> {
            try {
                while (!stopping.get()) {
                    pair.dialler().send("0123456789".repeat(10));
                    LockSupport.parkNanos(100_000); // Slower than the receiver, so that no write waits for it.
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void answerOnce() {
        try (Socket accepted = server.accept()) {
            assertThat(accepted.getInputStream().read()).isGreaterThanOrEqualTo(0);
            accepted.getOutputStream().write("versions".getBytes(StandardCharsets.US_ASCII));
            // The mesh resets the probe when it is proven.
            assertThatThrownBy(() -> {
                        while (accepted.getInputStream().read() >= 0) {
                            // The rest of the probe.
                        }
                    })
                    .isInstanceOf(SocketException.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sockets() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(MeshGuaranteesTest::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException _) {
            return false; // Closed while the folder was listed.
        }
    }

    /** Every thread's stack, virtual threads' too. */
    private String threads() {
        try {
            Path dump = Files.createTempDirectory(folder, "threads").resolve("dump");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
            return Files.readString(dump);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two servers that dial each other: one on two ports, the other on one. */
    private static final class Ensemble implements AutoCloseable {
        private final ServerSocket quorumServer = listening();
        private final ServerSocket electionServer = listening();
        private final ServerSocket backwardsServer = listening();
        private final Pair quorum;
        private final Pair election;
        private final Pair backwards;

        Ensemble(Mesh mesh) throws IOException {
            quorum = connect(mesh, "zookeeper-1", "zookeeper-2", quorumServer);
            election = connect(mesh, "zookeeper-1", "zookeeper-2", electionServer);
            backwards = connect(mesh, "zookeeper-2", "zookeeper-1", backwardsServer);
        }

        private static Pair connect(Mesh mesh, String dialler, String server, ServerSocket socket) throws IOException {
            InetSocketAddress address = Pair.freeAddress();
            mesh.open(dialler, server, address, (InetSocketAddress) socket.getLocalSocketAddress());
            return Pair.connect(address, socket);
        }

        private static ServerSocket listening() throws IOException {
            ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            socket.setSoTimeout(Pair.PATIENCE_MS);
            return socket;
        }

        @Override
        public void close() throws IOException {
            quorum.close();
            election.close();
            backwards.close();
            quorumServer.close();
            electionServer.close();
            backwardsServer.close();
        }
    }
}
