package io.aiprism.bedrock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class FramesTest {
    @Test
    void a_frame_is_the_recorded_one_to_the_byte() {
        // Prelude and both checksums as recorded from Bedrock for this very event.
        byte[] frame = EventFrame.event(
                        "messageStart",
                        Json.object()
                                .put("p", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP")
                                .put("role", "assistant"))
                .bytes();

        assertThat(HexFormat.of().formatHex(frame, 0, 12)).isEqualTo("000000a700000052" + "2240ac37");
        assertThat(HexFormat.of().formatHex(frame, frame.length - 4, frame.length))
                .isEqualTo("ee5d674f");
        assertThat(frame).hasSize(0xa7);
    }

    @Test
    void the_frames_of_an_exception_have_their_headers_in_the_recorded_order() {
        byte[] frame = EventFrame.exception(
                        "modelStreamErrorException", Json.object().put("message", "It broke"))
                .bytes();

        assertThat(headers(frame))
                .containsExactly(
                        ":message-type=exception",
                        ":exception-type=modelStreamErrorException",
                        ":content-type=application/json");
        assertThat(payload(frame)).isEqualTo("{\"message\":\"It broke\"}");
    }

    @Test
    void checksums_are_those_of_a_decoder_that_is_not_ours() {
        byte[] frame =
                EventFrame.event("metadata", Json.object().put("p", "abc")).bytes();
        ByteBuffer buffer = ByteBuffer.wrap(frame);

        assertThat(buffer.getInt(0)).isEqualTo(frame.length);
        assertThat(buffer.getInt(8)).isEqualTo(crc(frame, 8));
        assertThat(buffer.getInt(frame.length - 4)).isEqualTo(crc(frame, frame.length - 4));
    }

    @Test
    void every_event_is_padded_and_the_padding_is_the_same_in_each_run() {
        List<String> first = paddings();

        assertThat(first).allMatch(padding -> padding.startsWith("abc")).hasSizeGreaterThan(4);
        assertThat(first).isEqualTo(paddings());
        assertThat(first.stream().distinct().count()).isGreaterThan(1);
    }

    private static List<String> paddings() {
        Padding padding = new Padding(7);
        List<String> paddings = new ArrayList<>();
        for (int frame = 0; frame < 10; frame++) {
            paddings.add(padding.next());
        }
        return paddings;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static List<String> headers(byte[] frame) {
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        int end = 12 + buffer.getInt(4);
        buffer.position(12);
        List<String> headers = new ArrayList<>();
        while (buffer.position() < end) {
            String name = text(buffer, buffer.get());
            assertThat(buffer.get()).as("type of %s", name).isEqualTo((byte) 7);
            headers.add(name + "=" + text(buffer, buffer.getShort()));
        }
        return headers;
    }

    private static String payload(byte[] frame) {
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        buffer.position(12 + buffer.getInt(4));
        return text(buffer, frame.length - 4 - buffer.position());
    }

    private static String text(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, UTF_8);
    }
}
