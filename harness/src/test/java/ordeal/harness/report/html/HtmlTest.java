package ordeal.harness.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void escapesTextAndAttributes() {
        String page = new Html().element("p", "<b>&\"'", "title", "\"><script>").toString();

        assertThat(page).isEqualTo("<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&quot;&#39;</p>\n");
    }

    @Test
    void replacesControlCharactersAndKeepsLines() {
        assertThat(Html.escape("a\u0000b\u001b[0m\nc\t")).isEqualTo("a?b?[0m\nc\t");
    }

    @Test
    void closesInOrder() {
        assertThat(new Html().open("ul").open("li").text("x").close().close().toString())
                .isEqualTo("<ul><li>x</li>\n</ul>\n");
    }

    @Test
    void refusesAPageWithAnOpenElement() {
        Html html = new Html().open("p");

        assertThatThrownBy(html::toString)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("p");
        assertThatThrownBy(() -> new Html().close()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Html().open("p", "class")).isInstanceOf(IllegalArgumentException.class);
    }
}
