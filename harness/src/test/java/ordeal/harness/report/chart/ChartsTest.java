package ordeal.harness.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import ordeal.harness.report.Runs;
import ordeal.harness.report.series.Lane;
import ordeal.harness.report.series.Lanes;
import ordeal.harness.report.series.Load;
import ordeal.harness.report.series.LoadSurvey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {
    @TempDir
    private Path folder;

    @Test
    void drawsTheSameBytesEveryTime() throws Exception {
        List<RenderedChart> first = Charts.write(folder.resolve("a"), data());
        List<RenderedChart> second = Charts.write(folder.resolve("b"), data());

        assertThat(first)
                .extracting(RenderedChart::name)
                .containsExactly("latency", "latency-percentiles", "rate", "cluster");
        assertThat(second).isEqualTo(first);
        for (RenderedChart chart : first) {
            for (String ending : new String[] {".svg", ".png"}) {
                assertThat(Files.readAllBytes(folder.resolve("b").resolve(chart.name() + ending)))
                        .isEqualTo(Files.readAllBytes(folder.resolve("a").resolve(chart.name() + ending)));
            }
        }
    }

    @Test
    void writesWholeSvgDocumentsOfModerateSize() throws Exception {
        for (RenderedChart chart : Charts.write(folder, data())) {
            Path svg = folder.resolve(chart.name() + ".svg");
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(svg.toFile())
                            .getDocumentElement()
                            .getTagName())
                    .isEqualTo("svg");
            assertThat(Files.size(svg)).isLessThan(600 * 1024);
            assertThat(chart.svg()).doesNotContain("http").doesNotContain("<!DOCTYPE");
        }
    }

    @Test
    void leavesOutTheLanesWhenNothingIsKnownOfThem() throws Exception {
        ChartData without = new ChartData(data().load(), List.of(), List.of());

        assertThat(Charts.write(folder, without))
                .extracting(RenderedChart::name)
                .containsExactly("latency", "latency-percentiles", "rate");
    }

    @Test
    void drawsAHistoryWithoutSends() throws Exception {
        Load empty = LoadSurvey.of(Runs.source(List.of()));

        assertThat(Charts.write(folder, new ChartData(empty, List.of(), List.of())))
                .hasSize(3);
    }

    @Test
    void tellsALackOfFontsFromOtherTrouble() {
        assertThatThrownBy(() -> ChartsNotDrawnException.guard(() -> {
                    throw new InternalError("no fontconfig");
                }))
                .isInstanceOf(ChartsNotDrawnException.class)
                .hasMessageStartingWith("charts need fonts: install fontconfig and a font such as DejaVu");
        assertThatThrownBy(() -> ChartsNotDrawnException.guard(() -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(ChartsNotDrawnException.class)
                .hasMessage("the charts could not be drawn (java.lang.IllegalStateException: a bug)");
    }

    private static ChartData data() {
        Load load = LoadSurvey.of(Runs.source(Runs.history()));
        List<Lane> lanes = Lanes.of(Runs.description(), Runs.timeline(), load.shown());
        return new ChartData(load, List.of(new FaultSpan("1", 2_100_000_000L, 4_000_000_000L)), lanes);
    }
}
