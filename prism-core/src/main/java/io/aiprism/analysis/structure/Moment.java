package io.aiprism.analysis.structure;

import java.time.LocalTime;
import java.time.MonthDay;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A point in time as written, with what was left out left out.
 *
 * @param start offset of its first character
 * @param end offset after its last character
 * @param year if written
 * @param day if written
 * @param time of day, if written
 * @param zone as written; empty if none is
 */
record Moment(int start, int end, OptionalInt year, Optional<MonthDay> day, Optional<LocalTime> time, String zone) {}
