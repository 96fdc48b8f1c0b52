package ordeal.checker;

import java.util.ArrayList;
import java.util.List;
import ordeal.checker.assumption.Assumptions;
import ordeal.checker.client.ClientChecker;
import ordeal.checker.controller.ControllerChecker;
import ordeal.checker.controller.ControllerJournal;
import ordeal.checker.controller.RequestFencing;
import ordeal.checker.isr.IsrCheckers;
import ordeal.checker.recovery.RecoveryChecker;

/** The checkers that every run is judged with. */
public final class StandardCheckers {
    private StandardCheckers() {}

    /** New instances of all of them; some share what they compute, so a list is for one thread. */
    public static List<Checker> all() {
        List<Checker> checkers = new ArrayList<>();
        checkers.add(new Assumptions());
        checkers.add(new ControllerChecker());
        checkers.add(new RequestFencing());
        checkers.add(new ControllerJournal());
        checkers.addAll(ClientChecker.all());
        checkers.addAll(IsrCheckers.all());
        checkers.add(new RecoveryChecker());
        return List.copyOf(checkers);
    }
}
