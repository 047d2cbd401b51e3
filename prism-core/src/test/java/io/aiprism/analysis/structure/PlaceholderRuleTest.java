package io.aiprism.analysis.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Sketch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlaceholderRuleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Decision by: TBD. More.            | TBD",
                "The date is TBC (see above).       | TBC",
                "TODO: add the fees here. Then more. | TODO: add the fees here.",
                "TODO ask Ada                       | TODO",
                "See record PRB-XXX for it.         | XXX",
                "It grew by XXX% last year.         | XXX",
                "The price is €XXX today.           | XXX",
                "Call XXXX about it.                | XXXX",
                "Lorem ipsum dolor sit amet.        | Lorem ipsum",
                "It went to [insert customer count] of them. | [insert customer count]",
                "Dear [Customer Name],              | [Customer Name]",
                "Dear <Name>,                       | <Name>",
                "Owner: <insert owner here>         | <insert owner here>",
                "Report owner «Owner name»          | «Owner name»",
                "Dear «FirstName»                   | «FirstName»",
                "Dear {{ customer.name }},          | {{ customer.name }}",
                "The amount of ______ was paid.     | ______",
                "Choose an item.                    | Choose an item.",
                "Click or tap here to enter text.   | Click or tap here to enter text.",
            })
    void a_placeholder_is_quoted_exactly(String text, String quote) {
        assertThat(quotes(text)).containsExactly(quote);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The word STBDX is no mark, nor is tbd_count or TBD2.",
                "“TBD” stands for to be determined.",
                "Keep a TODO list, and write TODO comments.",
                "TODO EL MUNDO LO SABE",
                "Super Bowl XXX was played in 1996.",
                "Chapter XXX is short.",
                "XXX",
                "The card ends in XXXX-XXXX-XXXX-4242.",
                "He wrote [sic] and [...] and [Smith 2020] and [1].",
                "Press [Enter] or click [Add to cart].",
                "A List<String> is a list; so is <T>.",
                "The element <name>Ada</name> holds a name.",
                "Il a dit « Bonjour » et «merci».",
                "________",
                "Signature: ____________",
                "Date: ________",
                "Call the method __init__ first.",
                "You can choose an item. Then pay.",
                "The array is x[index] and y[name2].",
            })
    void what_may_be_meant_is_left_alone(String text) {
        assertThat(quotes(text)).isEmpty();
    }

    @Test
    void code_and_the_contents_are_left_alone_but_cells_and_headings_are_not() {
        assertThat(Structure.quotes(
                        "placeholder",
                        Sketch.of("` TODO: code", "Open points TBD\t12", "# Owner TBD", "| Date | TBD |")))
                .containsExactly("TBD", "TBD");
    }

    @Test
    void a_repeated_placeholder_is_found_each_time() {
        assertThat(quotes("From TBD to TBD at [insert place here]."))
                .containsExactly("TBD", "TBD", "[insert place here]");
    }

    private static List<String> quotes(String text) {
        return Structure.quotes("placeholder", Sketch.of(text));
    }
}
