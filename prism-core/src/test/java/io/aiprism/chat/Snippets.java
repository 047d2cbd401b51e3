package io.aiprism.chat;

import io.aiprism.document.Document;
import io.aiprism.finding.Finding;
import io.aiprism.model.CallContext;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Examples of the documentation. */
final class Snippets {
    private Snippets() {}

    static void chat(
            ModelBackend gateway,
            Document document,
            List<Finding> findings,
            List<String> questions,
            CallContext context,
            PrintStream out)
            throws ModelException, InterruptedException {
        // @start region="chat"
        DocumentChat chat =
                DocumentChat.builder(gateway, document).findings(findings).build();
        List<ChatTurn> history = new ArrayList<>();
        for (String question : questions) {
            ChatReply reply = chat.ask(history, question, context, out::print);
            history.add(reply.turn());
        }
        // @end
    }
}
