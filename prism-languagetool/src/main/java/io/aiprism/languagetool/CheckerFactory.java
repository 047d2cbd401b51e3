package io.aiprism.languagetool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.languagetool.JLanguageTool;
import org.languagetool.ResultCache;
import org.languagetool.UserConfig;
import org.languagetool.rules.CategoryId;
import org.languagetool.rules.Rule;

/** Makes checkers that all have the same rules and share one cache. Thread-safe. */
final class CheckerFactory {
    // Names that are no words bring LanguageTool to load what it has for both.
    private static final String WARM_UP = "Jonh Smitth saw Angele Merkell in Californa.";

    private final Options options;
    private final ResultCache cache;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> warm = new HashSet<>();

    CheckerFactory(Options options) {
        this.options = options;
        // LanguageTool gives each of its caches half of the number.
        this.cache = new ResultCache(2L * options.cacheSentences());
    }

    /**
     * A new checker. The first one of a language loads what all share, and the others wait for it: LanguageTool would load it once
     * for each thread that comes meanwhile.
     */
    JLanguageTool create(Variety variety) {
        lock.lock();
        try {
            JLanguageTool tool = configured(variety);
            if (!warm.contains(variety.code())) {
                tool.check(WARM_UP);
                warm.add(variety.code());
            }
            return tool;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    private JLanguageTool configured(Variety variety) {
        var tool = new JLanguageTool(variety.language(), cache, new UserConfig());
        List<Rule> rules = tool.getAllRules();
        Set<String> ruleIds = rules.stream().map(Rule::getId).collect(Collectors.toSet());
        Set<String> categoryIds = rules.stream()
                .map(rule -> rule.getCategory().getId().toString())
                .collect(Collectors.toSet());
        check("rule", options.enabledRules(), ruleIds, variety);
        check("rule", options.disabledRules(), ruleIds, variety);
        check("category", options.enabledCategories(), categoryIds, variety);
        check("category", options.disabledCategories(), categoryIds, variety);
        DefaultRules.OFF.keySet().forEach(tool::disableRule);
        options.disabledCategories().forEach(id -> tool.disableCategory(new CategoryId(id)));
        options.enabledCategories().forEach(id -> tool.enableRuleCategory(new CategoryId(id)));
        options.disabledRules().forEach(tool::disableRule);
        options.enabledRules().forEach(tool::enableRule);
        return tool;
    }

    private static void check(String what, Set<String> wanted, Set<String> known, Variety variety) {
        for (String id : wanted) {
            if (!known.contains(id)) {
                throw new UnknownRuleException(what, id, variety.code());
            }
        }
    }
}
