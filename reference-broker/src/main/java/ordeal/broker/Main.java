package ordeal.broker;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ordeal.broker.bugs.PlantedBug;
import ordeal.broker.bugs.PlantedBugs;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.config.BrokerConfigException;
import ordeal.broker.config.BrokerConfigFile;
import ordeal.broker.coordination.zookeeper.ZooKeeperCoordination;
import ordeal.broker.journal.file.FileJournal;
import ordeal.broker.log.StorageException;
import ordeal.broker.log.file.FileLogStorage;
import ordeal.broker.network.NettyEventLoop;
import ordeal.broker.network.NettyPeerTransport;
import ordeal.broker.network.NetworkCounters;
import ordeal.broker.request.SupportedApis;
import ordeal.broker.rules.ReplicationRules;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One broker in the foreground: reads its configuration, joins the cluster, and serves until it is told to stop. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        description = "Runs one reference broker in the foreground, until SIGTERM or Ctrl-C.",
        footer = {
            "",
            "Exit codes: 0 stopped in order, 64 wrong usage or configuration, 70 could not run or had to stop."
        })
public final class Main implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int WRONG_USAGE = 64;
    private static final int COULD_NOT_RUN = 70;
    private static final long STOP_SECONDS = 60;

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    /** What the program is to do. */
    private static final class What {
        @Option(
                names = "--config",
                required = true,
                paramLabel = "FILE",
                description = "The configuration, a properties file with Kafka's own property names.")
        private @Nullable Path config;

        @Option(
                names = "--list-bugs",
                required = true,
                description = "Print the bugs that can be planted, one JSON object a line, and end.")
        private boolean listBugs;
    }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs a broker. */
    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new Main());
        command.setParameterExceptionHandler((problem, _) -> {
            problem.getCommandLine().getErr().println(problem.getMessage());
            return WRONG_USAGE;
        });
        int exitCode = command.execute(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    @Override
    public Integer call() {
        if (what.listBugs) {
            BugListing.lines().forEach(spec.commandLine().getOut()::println);
            return 0;
        }
        return serve(Objects.requireNonNull(what.config, "one of the two was given"));
    }

    private int serve(Path config) {
        PrintWriter err = spec.commandLine().getErr();
        BrokerConfigFile file;
        try {
            file = BrokerConfigFile.parse(
                    Files.readString(config), InetAddress.getLocalHost().getHostName());
        } catch (NoSuchFileException _) {
            err.println("There is no configuration file " + config + ".");
            return WRONG_USAGE;
        } catch (IOException e) {
            err.println("The configuration " + config + " cannot be read: " + e.getMessage());
            return WRONG_USAGE;
        } catch (BrokerConfigException e) {
            err.println("The configuration " + config + " is wrong:");
            e.errors().forEach(error -> err.println("  " + error));
            return WRONG_USAGE;
        }
        Optional<ReplicationRules> rules = rules(file.config().plantedBug());
        if (rules.isEmpty()) {
            err.println("planted.bug: there is no bug '" + file.config().plantedBug() + "'; there are "
                    + String.join(", ", PlantedBugs.names()));
            return WRONG_USAGE;
        }
        if (!file.withoutEffect().isEmpty()) {
            LOG.info("these properties have no effect here: {}", String.join(", ", file.withoutEffect()));
        }
        try {
            run(file, rules.get());
            return 0; // the loop's thread keeps the process alive
        } catch (StorageException | UncheckedIOException e) {
            LOG.error("the broker cannot start: {}", e.getMessage());
            return COULD_NOT_RUN;
        }
    }

    private static Optional<ReplicationRules> rules(@Nullable String bug) {
        if (bug == null) {
            return Optional.of(new ReplicationRules());
        }
        LOG.warn("this broker is broken on purpose: {}", bug);
        return PlantedBugs.named(bug).map(PlantedBug::rules);
    }

    private static void run(BrokerConfigFile file, ReplicationRules rules) {
        BrokerConfig config = file.config();
        NettyEventLoop loop = new NettyEventLoop("broker-" + config.brokerId(), Main::stopAtOnce);
        FileJournal journal = FileJournal.open(loop, journalFolder(config));
        NetworkCounters counters = new NetworkCounters();
        BrokerPorts ports = new BrokerPorts(
                loop,
                new ZooKeeperCoordination(
                        loop,
                        config.zookeeper().servers(),
                        config.zookeeper().chroot(),
                        config.zookeeper().sessionTimeoutMs()),
                new NettyPeerTransport(loop, config.brokerId(), SupportedApis.ofThisRelease(), counters),
                FileLogStorage.open(Path.of(config.logDir()), loop),
                journal,
                new NettyListeners(loop, config, counters),
                new SplittableRandom());
        Broker broker = new Broker(file, ports, rules, Main::stopAtOnce);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(loop, broker, journal, stopped), "stop"));
        loop.execute(() -> {
            var _ = broker.start().whenComplete((_, failed) -> {
                if (failed != null) {
                    couldNotStart(failed);
                }
            });
        });
    }

    private static Path journalFolder(BrokerConfig config) {
        return config.journalDir() == null
                ? Path.of(config.logDir()).toAbsolutePath().resolveSibling("journal")
                : Path.of(config.journalDir());
    }

    private static void stop(NettyEventLoop loop, Broker broker, FileJournal journal, CountDownLatch stopped) {
        LOG.info("stopping");
        loop.execute(() -> {
            var _ = broker.stop().whenComplete((_, _) -> {
                journal.close();
                stopped.countDown();
            });
        });
        try {
            if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("not everything ended in order within {} s", STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info("stopped");
    }

    private static void couldNotStart(Throwable failed) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        LOG.error("the broker cannot start: {}", cause.getMessage(), cause);
        Runtime.getRuntime().halt(COULD_NOT_RUN);
    }

    /** An impossible state, a disk that fails, a place in the cluster that is lost: what is on disk is all that counts now. */
    private static void stopAtOnce(Throwable reason) {
        LOG.error("the broker must stop: {}", reason.getMessage(), reason);
        Runtime.getRuntime().halt(COULD_NOT_RUN);
    }
}
