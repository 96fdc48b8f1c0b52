package ordeal.harness.report.junit;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import ordeal.harness.report.junit.TestCase.Outcome;

/** Writes test cases as JUnit's XML. */
public final class JUnitXml {
    private JUnitXml() {}

    /**
     * The file's text: one suite.
     *
     * @param systemOut what to say beside the cases
     */
    public static String of(String suite, List<TestCase> cases, String systemOut) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            newLine(xml);
            xml.writeStartElement("testsuites");
            newLine(xml);
            suite(xml, suite, cases, systemOut);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML written to memory failed", e);
        }
        return text + "\n";
    }

    private static void suite(XMLStreamWriter xml, String suite, List<TestCase> cases, String systemOut)
            throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", clean(suite));
        xml.writeAttribute("tests", Integer.toString(cases.size()));
        xml.writeAttribute("failures", number(cases, Outcome.Failure.class));
        xml.writeAttribute("errors", number(cases, Outcome.Untested.class));
        xml.writeAttribute("skipped", number(cases, Outcome.Skipped.class));
        newLine(xml);
        for (TestCase testCase : cases) {
            write(xml, testCase);
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(clean(systemOut));
        xml.writeEndElement();
        newLine(xml);
        xml.writeEndElement();
        newLine(xml);
    }

    private static void write(XMLStreamWriter xml, TestCase testCase) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", clean(testCase.className()));
        xml.writeAttribute("name", clean(testCase.name()));
        if (testCase.durationMs().isPresent()) {
            xml.writeAttribute(
                    "time",
                    String.format(Locale.ROOT, "%.3f", testCase.durationMs().getAsLong() / 1_000.0));
        }
        switch (testCase.outcome()) {
            case Outcome.Passed() -> {}
            case Outcome.Failure(String message, String text) -> problem(xml, "failure", message, text);
            case Outcome.Untested(String message, String text) -> problem(xml, "error", message, text);
            case Outcome.Skipped(String message) -> problem(xml, "skipped", message, "");
        }
        xml.writeEndElement();
        newLine(xml);
    }

    private static void problem(XMLStreamWriter xml, String element, String message, String text)
            throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("message", clean(message));
        xml.writeCharacters(clean(text));
        xml.writeEndElement();
    }

    private static String number(List<TestCase> cases, Class<? extends Outcome> kind) {
        return Long.toString(cases.stream()
                .filter(testCase -> kind.isInstance(testCase.outcome()))
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
