package io.aiprism.bedrock;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpResponse;

/** How long a server asks to be left alone: {@code x-amz-retry-after} in milliseconds, {@code Retry-After} in seconds or as a date. */
final class RetryAfter {
    private RetryAfter() {}

    static Optional<Duration> of(SdkHttpResponse response, Instant now) {
        Optional<Duration> millis = response.firstMatchingHeader("x-amz-retry-after")
                .flatMap(RetryAfter::number)
                .map(Duration::ofMillis);
        return millis.or(() -> response.firstMatchingHeader("Retry-After")
                .flatMap(value -> number(value).map(Duration::ofSeconds).or(() -> date(value, now))));
    }

    private static Optional<Long> number(String value) {
        try {
            long number = Long.parseLong(value.strip());
            return number < 0 ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> date(String value, Instant now) {
        try {
            Instant at = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(at.isBefore(now) ? Duration.ZERO : Duration.between(now, at));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
