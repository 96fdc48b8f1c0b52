package ordeal.checker.assumption;

import ordeal.checker.Partition;

/** One reason why a run cannot be judged, or not wholly. */
public sealed interface Doubt {
    /** The reason as a sentence without its full stop. */
    String sentence();

    /** The harness did not end the run in an orderly way. */
    record CutShort(String phase) implements Doubt {
        @Override
        public String sentence() {
            return "the run was cut short in phase " + phase;
        }
    }

    /** A piece of evidence is missing. */
    record Missing(String piece, String reason) implements Doubt {
        @Override
        public String sentence() {
            return piece + " is missing: " + reason;
        }
    }

    /** The history has no events. */
    record EmptyHistory() implements Doubt {
        @Override
        public String sentence() {
            return "the history is empty";
        }
    }

    /** The history's end is gone. */
    record TornHistory(String what) implements Doubt {
        @Override
        public String sentence() {
            return what;
        }
    }

    /** Events of the history contradict each other, so the harness is at fault. */
    record Contradiction(String what) implements Doubt {
        @Override
        public String sentence() {
            return "the history contradicts itself: " + what;
        }
    }

    /** A partition was not read to its end. */
    record IncompleteFinalRead(Partition partition, String reason) implements Doubt {
        @Override
        public String sentence() {
            return "the final read of " + partition + " is not complete: " + reason;
        }
    }

    /** Nothing succeeded on a partition in a stretch of the run, so that stretch tested nothing there. */
    record Idle(Partition partition, String operation, String when) implements Doubt {
        @Override
        public String sentence() {
            return "no " + operation + " of " + partition + " succeeded " + when;
        }
    }

    /** The run did less of something than a run must do to have tested anything. */
    record BelowFloor(String what, long counted, long floor) implements Doubt {
        @Override
        public String sentence() {
            return "the run is vacuous: " + what + " is " + counted + ", below its floor of " + floor;
        }
    }

    /** A fault that should have had an effect in ZooKeeper's log had none. */
    record WithoutEffect(int id, String description, String effect) implements Doubt {
        @Override
        public String sentence() {
            return "fault " + id + " (" + description + ") should have " + effect
                    + ", and ZooKeeper's log shows no such thing";
        }
    }

    /** A run without partitions or brokers, in which nothing could be tested. */
    record NothingTested() implements Doubt {
        @Override
        public String sentence() {
            return "the run names no partition or no broker, so nothing was tested";
        }
    }

    /** A step of a schedule was left out, so what the schedule should bring about did not happen. */
    record StepLeftOut(int id, String description, String reason) implements Doubt {
        @Override
        public String sentence() {
            return "the schedule was not carried out: step " + id + " (" + description + ") was left out: " + reason;
        }
    }

    /** A plan that should have injected faults injected none. */
    record Vacuous(String plan) implements Doubt {
        @Override
        public String sentence() {
            return "the run is vacuous: plan " + plan + " injected no fault";
        }
    }

    /** A fault broke, or there is no proof that it took hold. */
    record UnprovenFault(int id, String description, String reason) implements Doubt {
        @Override
        public String sentence() {
            return "fault " + id + " (" + description + ") is not proven: " + reason;
        }
    }
}
