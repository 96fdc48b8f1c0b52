package ordeal.harness.report;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.Verdict;

/**
 * {@code junit.xml}: one test case for each check. An invalid check is a failure and an unknown one an error, because unknown is
 * never a pass.
 */
final class JUnitFile {
    private JUnitFile() {}

    static String of(RunVerdict run) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            newLine(xml);
            xml.writeStartElement("testsuites");
            newLine(xml);
            suite(xml, run);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML written to memory failed", e);
        }
        return text + "\n";
    }

    private static void suite(XMLStreamWriter xml, RunVerdict run) throws XMLStreamException {
        List<CheckResult> results = run.results();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", clean(run.run()));
        xml.writeAttribute("tests", Integer.toString(results.size()));
        xml.writeAttribute("failures", number(results, Verdict.Invalid.class));
        xml.writeAttribute("errors", number(results, Verdict.Unknown.class));
        xml.writeAttribute("skipped", "0");
        newLine(xml);
        for (CheckResult result : results) {
            testCase(xml, result);
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(clean("verdict: " + run.verdict().word() + "\n"
                + run.notJudged().stream()
                        .map(sentence -> "not judged: " + sentence + "\n")
                        .collect(Collectors.joining())));
        xml.writeEndElement();
        newLine(xml);
        xml.writeEndElement();
        newLine(xml);
    }

    private static void testCase(XMLStreamWriter xml, CheckResult result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute(
                "classname",
                "ordeal." + result.promise().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        xml.writeAttribute("name", clean(result.checker()));
        switch (result.verdict()) {
            case Verdict.Valid _ -> {}
            case Verdict.Invalid(String reason) -> problem(xml, "failure", reason, result.anomalies());
            case Verdict.Unknown(String reason) -> problem(xml, "error", reason, result.anomalies());
        }
        xml.writeEndElement();
        newLine(xml);
    }

    private static void problem(XMLStreamWriter xml, String element, String reason, List<Anomaly> anomalies)
            throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("message", clean(reason));
        StringBuilder text = new StringBuilder();
        for (Anomaly anomaly : anomalies) {
            if (anomaly.permittedCause() == null) {
                text.append(anomaly.type())
                        .append(": ")
                        .append(anomaly.summary())
                        .append('\n');
                anomaly.witness()
                        .forEach(witness -> text.append("    ")
                                .append(witness.source())
                                .append(": ")
                                .append(witness.text())
                                .append('\n'));
            }
        }
        xml.writeCharacters(clean(text.toString()));
        xml.writeEndElement();
    }

    private static String number(List<CheckResult> results, Class<? extends Verdict> kind) {
        return Long.toString(results.stream()
                .filter(result -> kind.isInstance(result.verdict()))
                .count());
    }

    private static void newLine(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    /** XML 1.0 has no way to write control characters and lone surrogates. */
    private static String clean(String text) {
        return text.codePoints()
                .map(c -> c == '\n'
                                || c == '\t'
                                || (c >= 0x20 && c <= 0xD7FF)
                                || (c >= 0xE000 && c <= 0xFFFD)
                                || c >= 0x10000
                        ? c
                        : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
