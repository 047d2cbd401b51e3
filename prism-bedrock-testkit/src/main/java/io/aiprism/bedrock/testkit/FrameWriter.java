package io.aiprism.bedrock.testkit;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Writes the frames of a stream, up to where something goes wrong. */
final class FrameWriter {
    private final AnswerWriter out;
    private final Reply reply;
    private final ServerTime time;
    private final Runnable ending;

    /**
     * Writes for one call.
     *
     * @param ending runs before the last frame that the client may see
     */
    FrameWriter(AnswerWriter out, Reply reply, ServerTime time, Runnable ending) {
        this.out = out;
        this.reply = reply;
        this.time = time;
        this.ending = ending;
    }

    void write(List<EventFrame> frames, Fault fault) throws IOException, InterruptedException {
        int stop = stop(frames, fault);
        for (int index = 0; index < stop; index++) {
            EventFrame frame = frames.get(index);
            if (frame.isDelta()) {
                time.sleep(reply.answer().deltaLatency());
            }
            // What breaks the stream is recorded before the last frame that the client may still see.
            if (index == frames.size() - 1) {
                ending.run();
                out.endsStream(reply);
            }
            out.frame(frame.bytes());
        }
        ending.run();
        EventFrame next = frames.get(Math.min(stop, frames.size() - 1));
        switch (fault) {
            case Fault.EndsAfter(var deltas, var inFrame, var cut) -> end(next, inFrame, cut);
            case Fault.CutAt cut -> end(next, true, true);
            case Fault.FailsAfter(var deltas, var type, var error) -> {
                out.endsWithError(type);
                out.frame(EventFrame.exception(type, AnswerWriter.body(error)).bytes());
                out.endStream();
            }
            case Fault.CorruptAfter corrupt -> {
                byte[] bytes = next.bytes();
                bytes[bytes.length - 1] ^= 1;
                out.endsBroken();
                out.frame(bytes);
                out.endStream();
            }
            case Fault.WithoutMetadata without -> {
                out.endsBroken();
                out.endStream();
            }
            case Fault.None none -> out.endStream();
            case Fault.Never never -> out.never();
            case Fault.StallsAfter stalls -> out.never();
        }
    }

    private void end(EventFrame next, boolean inFrame, boolean cut) throws IOException {
        out.endsBroken();
        if (inFrame) {
            byte[] bytes = next.bytes();
            out.frame(Arrays.copyOf(bytes, bytes.length / 2));
        }
        if (cut) {
            out.cut();
        } else {
            out.endStream();
        }
    }

    /** How many frames are written whole. */
    private static int stop(List<EventFrame> frames, Fault fault) {
        return switch (fault) {
            case Fault.None none -> frames.size();
            case Fault.Never never -> 0;
            case Fault.CutAt cut -> frames.size() / 2;
            case Fault.WithoutMetadata without -> frames.size() - 1;
            case Fault.EndsAfter(var deltas, var inFrame, var cut) -> afterDeltas(frames, deltas);
            case Fault.FailsAfter(var deltas, var type, var error) -> afterDeltas(frames, deltas);
            case Fault.StallsAfter(var deltas) -> afterDeltas(frames, deltas);
            case Fault.CorruptAfter(var deltas) -> afterDeltas(frames, deltas);
        };
    }

    // Before the next delta, so that everything up to it has been said; at the latest before the stop reason.
    private static int afterDeltas(List<EventFrame> frames, int deltas) {
        int seen = 0;
        for (int index = 0; index < frames.size(); index++) {
            EventFrame frame = frames.get(index);
            if (frame.type().equals("messageStop")) {
                return index;
            }
            if (frame.isDelta()) {
                seen++;
                if (seen == deltas) {
                    return index + 1;
                }
            }
            if (deltas == 0 && frame.type().equals("messageStart")) {
                return index + 1;
            }
        }
        return frames.size();
    }
}
