package io.aiprism.review;

import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.Checkpoint;
import io.aiprism.checklist.RequiredSection;
import io.aiprism.document.Block;
import io.aiprism.document.Cell;
import io.aiprism.document.ListItem;
import io.aiprism.document.Place;
import io.aiprism.document.Section;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Sixteen bytes of SHA-256 over length-prefixed fields, so that no two contents share an encoding. Not thread-safe. */
final class Fingerprint {
    private static final int BYTES = 16;

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    void add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    void add(Optional<String> text) {
        add(text.isPresent() ? 1 : 0);
        text.ifPresent(this::add);
    }

    /** What a section says and where it stands below which headings; beyond its content hash the places of its blocks. */
    void add(Section section) {
        add(section.contentHash());
        add(section.title());
        add(section.level());
        add(section.path());
        add(section.part());
        add(section.parts());
        String table = "";
        for (Block block : section.blocks()) {
            Place place = block.place();
            String now = place.cell().map(Cell::table).orElse("");
            add(now.equals(table) ? 1 : 0);
            table = now;
            add(place.cell().map(Cell::row).orElse(-1));
            add(place.cell().map(Cell::column).orElse(-1));
            add(place.listItem().map(ListItem::label));
            add(place.hidden() ? 1 : 0);
        }
    }

    void addIds(Section section) {
        add(section.id());
        add(section.blocks().stream().map(Block::id).toList());
    }

    void add(Checklist checklist) {
        add(checklist.id());
        add(checklist.version());
        add(checklist.title());
        add(checklist.locale().toLanguageTag());
        add(checklist.checkpoints().size());
        for (Checkpoint checkpoint : checklist.checkpoints()) {
            add(checkpoint.id());
            add(checkpoint.title());
            add(checkpoint.guidance());
            add(checkpoint.severity().map(Enum::name));
        }
        add(checklist.requiredSections().size());
        for (RequiredSection section : checklist.requiredSections()) {
            add(section.title());
            add(section.aliases());
            add(section.ordered() ? 1 : 0);
            add(section.guidance());
        }
    }

    private void add(List<String> texts) {
        add(texts.size());
        texts.forEach(this::add);
    }
}
