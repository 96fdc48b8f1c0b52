package ordeal.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class JUnitFileTest {
    @Test
    void writesAWellFormedCaseForEveryCheck() throws Exception {
        Element suite = parse(RunVerdict.of(
                "a <run> & more",
                List.of(
                        result("durability", new Verdict.Invalid("1 \"lost-write\" \u0001"), anomaly()),
                        result("order", new Verdict.Valid()),
                        result("polls", new Verdict.Unknown("no read"))),
                List.of()));

        assertThat(suite.getAttribute("name")).isEqualTo("a <run> & more");
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("1 \"lost-write\" ?");
        assertThat(failure.getTextContent()).contains("p0-000001@0 is gone").contains("history: it was there");
        assertThat(suite.getElementsByTagName("error").getLength()).isEqualTo(1);
    }

    @Test
    void reportsNoFailureForAValidRun() throws Exception {
        Element suite = parse(RunVerdict.of("run", List.of(result("order", new Verdict.Valid())), List.of()));

        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        assertThat(suite.getElementsByTagName("failure").getLength()).isZero();
    }

    private static Element parse(RunVerdict run) throws Exception {
        byte[] xml = JUnitFile.of(run).getBytes(StandardCharsets.UTF_8);
        return (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml))
                .getElementsByTagName("testsuite")
                .item(0);
    }

    private static CheckResult result(String checker, Verdict verdict, Anomaly... anomalies) {
        return new CheckResult(checker, Promise.DURABILITY, verdict, List.of(anomalies), new TreeMap<>());
    }

    private static Anomaly anomaly() {
        return new Anomaly(
                "lost-write",
                Runs.T0,
                "p0-000001@0 is gone",
                List.of(new Anomaly.Witness("history", 1, "it was there")),
                null,
                1);
    }
}
