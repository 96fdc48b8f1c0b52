package ordeal.harness.cli;

import java.io.PrintWriter;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.verdict.Verdict;

/** Judges a run folder and says what came of it. */
final class Judging {
    private Judging() {}

    static Verdict judge(RunFolder folder, PrintWriter out) {
        Verdict verdict = new Verdict.Unknown("nothing is judged yet");
        out.println(verdict.word() + ": " + folder.root());
        return verdict;
    }
}
