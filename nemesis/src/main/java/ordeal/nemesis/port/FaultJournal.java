package ordeal.nemesis.port;

/** Where the nemesis writes what it did. */
@FunctionalInterface
public interface FaultJournal {
    /** Called at each change of a fault's status, on the nemesis's thread; the last record of an id counts. */
    void record(FaultEvent event);
}
