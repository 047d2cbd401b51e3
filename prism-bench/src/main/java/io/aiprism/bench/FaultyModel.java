package io.aiprism.bench;

import io.aiprism.bedrock.testkit.Answer;
import io.aiprism.bedrock.testkit.Answerer;
import io.aiprism.bedrock.testkit.ConverseCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model that finds what was planted, and does one of all things that can go wrong instead in a stated share of its answers. Which
 * answers these are depends on the seed, the text that it is shown and how often it was shown it; all faults take turns in an order
 * that depends on the seed. Thread-safe.
 */
final class FaultyModel implements Answerer {
    private final double share;
    private final long seed;
    private final List<ModelFault> deck;
    private final AtomicInteger dealt = new AtomicInteger();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, Set<ModelFault>> ofSentence = new ConcurrentHashMap<>();
    private final Map<ModelFault, Integer> counts = new ConcurrentHashMap<>();

    /**
     * A model.
     *
     * @param faults that take turns
     * @param share of its answers that are faulty, from 0 to 1
     */
    FaultyModel(List<ModelFault> faults, double share, long seed) {
        this.deck = new ArrayList<>(faults);
        this.share = share;
        this.seed = seed;
        Collections.shuffle(deck, new Random(seed));
    }

    @Override
    public Answer answer(ConverseCall call) {
        List<String> sentences = ScriptedModel.found(call);
        String asked = call.messageTexts().getFirst();
        int time = calls.computeIfAbsent(sentences.toString(), key -> new AtomicInteger())
                .incrementAndGet();
        var random = new SplittableRandom(seed * 31 + sentences.hashCode() * 7919L + time);
        List<String> said = isContinuation(call) ? missing(call, sentences) : sentences;
        if (random.nextDouble() >= share) {
            return Answer.text(ScriptedModel.json(said));
        }
        ModelFault fault = deck.get(dealt.getAndIncrement() % deck.size());
        counts.merge(fault, 1, Integer::sum);
        for (String sentence : Manuscript.plantedIn(asked)) {
            ofSentence
                    .computeIfAbsent(sentence, key -> ConcurrentHashMap.newKeySet())
                    .add(fault);
        }
        return fault.answer(said);
    }

    /** What it did wrong in answers about the text with this sentence. */
    Set<ModelFault> faults(String sentence) {
        Set<ModelFault> faults = EnumSet.noneOf(ModelFault.class);
        faults.addAll(ofSentence.getOrDefault(sentence, Set.of()));
        return faults;
    }

    /** How often it did what. */
    Map<ModelFault, Integer> counts() {
        Map<ModelFault, Integer> all = new EnumMap<>(ModelFault.class);
        for (ModelFault fault : deck) {
            all.put(fault, counts.getOrDefault(fault, 0));
        }
        return all;
    }

    private static boolean isContinuation(ConverseCall call) {
        return call.lastUserText().startsWith("Your answer was cut off");
    }

    /** What its answer so far, which the call repeats, does not have. */
    private static List<String> missing(ConverseCall call, List<String> sentences) {
        List<String> texts = call.messageTexts();
        List<String> before = Manuscript.plantedIn(String.join("\n", texts.subList(1, texts.size())));
        return sentences.stream().filter(sentence -> !before.contains(sentence)).toList();
    }
}
