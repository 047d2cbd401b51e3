package io.aiprism.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class LinePlotTest {
    @Test
    void a_plot_has_a_line_for_each_series_and_escapes_what_it_is_called() throws Exception {
        String svg = new LinePlot("a < b", "x", "y")
                .line("one & two", List.of(new LinePlot.Point(0, 0), new LinePlot.Point(10, 5)))
                .reference("limit", List.of(new LinePlot.Point(0, 5), new LinePlot.Point(10, 5)))
                .svg();

        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(svg).contains("a &lt; b", "one &amp; two");
    }

    @Test
    void the_largest_values_reach_the_end_of_the_axes() {
        String svg = new LinePlot("plot", "x", "y")
                .line("line", List.of(new LinePlot.Point(0, 0), new LinePlot.Point(200, 100)))
                .svg();

        assertThat(svg).contains("points=\"60.0,374.0 740.0,36.0\"");
    }
}
