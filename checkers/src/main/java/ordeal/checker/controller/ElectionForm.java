package ordeal.checker.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.LoggedTransaction;
import ordeal.checker.zookeeper.Operation;

/**
 * Row 1: every write of {@code /controller_epoch} is v to v + 1 in the same multi as {@code create(/controller)}; the only other
 * write is the initial {@code create "0"}. So each epoch has exactly one owner session.
 *
 * <p>Formally, for each transaction z that did not fail: z creates /controller if and only if z sets /controller_epoch, once, and
 * to epoch(z-1) + 1; z creates /controller_epoch only with 0; nothing deletes it, nothing rewrites /controller.
 */
final class ElectionForm {
    static final String CONTROLLER = "/controller";
    static final String CONTROLLER_EPOCH = "/controller_epoch";
    static final String TYPE = "two-controllers";

    private final RuleFindings findings;

    ElectionForm(RuleFindings findings) {
        this.findings = findings;
    }

    /** Judges one transaction and tells what is in force after it. */
    ControllerView step(ControllerView before, LoggedTransaction transaction) {
        Written written = new Written(before);
        for (Operation operation : transaction.operations()) {
            switch (operation) {
                case Operation.Create create -> written.create(transaction, create.path(), create.data());
                case Operation.SetData set -> written.set(transaction, set.path(), set.data());
                case Operation.Delete delete -> written.delete(transaction, delete.path());
                case Operation.CloseSession _ -> written.close(transaction);
                case Operation.Check _, Operation.CreateSession _, Operation.Failed _, Operation.Other _ -> {}
            }
        }
        boolean election = written.elected || !written.raised.isEmpty();
        if (election) {
            judge(before, transaction, written.elected, written.raised);
        }
        return new ControllerView(
                written.epoch, election ? transaction.session() : before.epochOwner(), written.nodeOwner);
    }

    /** What one transaction did to the two znodes. */
    private final class Written {
        private final List<String> raised = new ArrayList<>();
        private boolean elected;
        private OptionalInt epoch;
        private long nodeOwner;

        Written(ControllerView before) {
            epoch = before.epoch();
            nodeOwner = before.nodeOwner();
        }

        void create(LoggedTransaction transaction, String path, String data) {
            if (path.equals(CONTROLLER)) {
                elected = true;
                nodeOwner = transaction.session();
            } else if (path.equals(CONTROLLER_EPOCH)) {
                created(transaction, data);
                epoch = number(data);
            }
        }

        void set(LoggedTransaction transaction, String path, String data) {
            if (path.equals(CONTROLLER)) {
                broken(transaction, "/controller was rewritten in place, so its epoch has two owners");
            } else if (path.equals(CONTROLLER_EPOCH)) {
                raised.add(data);
                epoch = number(data);
            }
        }

        void delete(LoggedTransaction transaction, String path) {
            if (path.equals(CONTROLLER)) {
                nodeOwner = ControllerView.NOBODY;
            } else if (path.equals(CONTROLLER_EPOCH)) {
                broken(transaction, "/controller_epoch was deleted");
                epoch = OptionalInt.empty();
            }
        }

        void close(LoggedTransaction transaction) {
            if (nodeOwner == transaction.session()) {
                nodeOwner = ControllerView.NOBODY;
            }
        }
    }

    private void created(LoggedTransaction transaction, String data) {
        if (!data.strip().equals("0")) {
            broken(transaction, "/controller_epoch was created with " + data + " instead of 0");
        }
    }

    private void judge(ControllerView before, LoggedTransaction transaction, boolean elected, List<String> raised) {
        if (raised.isEmpty()) {
            broken(transaction, "/controller was created without a new controller epoch in the same multi");
            return;
        }
        if (!elected) {
            broken(transaction, "/controller_epoch was raised without creating /controller in the same multi");
        }
        OptionalInt written = number(raised.getLast());
        OptionalInt due =
                before.epoch().isPresent() ? OptionalInt.of(before.epoch().getAsInt() + 1) : written;
        if (raised.size() > 1 || written.isEmpty() || !written.equals(due)) {
            broken(
                    transaction,
                    "controller epoch went from " + before.epochText() + " to " + raised.getLast()
                            + " instead of to the next number");
        }
    }

    private void broken(LoggedTransaction transaction, String summary) {
        findings.broken(
                TYPE,
                null,
                transaction.epochMs(),
                summary,
                List.of(findings.zookeeper(transaction.epochMs(), transaction.describe())));
    }

    private static OptionalInt number(String data) {
        String text = data.strip();
        return text.matches("-?\\d{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
