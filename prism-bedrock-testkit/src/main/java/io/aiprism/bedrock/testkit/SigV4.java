package io.aiprism.bedrock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A signature of AWS, version 4, as a request brings it. The canonical path is the raw path encoded once more, as for every
 * service but S3. How old the signature is does not matter, because the fake may live in another time.
 *
 * @param scope date, region, service and {@code aws4_request}
 */
record SigV4(String accessKeyId, String scope, List<String> signedHeaders, String signature) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final Pattern AUTHORIZATION = Pattern.compile(
            ALGORITHM
                    + " Credential=([^/,]+)/(\\d{8}/[^/,]+/bedrock/aws4_request), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

    /** Reads the header {@code Authorization}; empty if it is none of a signature for Bedrock. */
    static Optional<SigV4> of(String authorization) {
        Matcher matcher = AUTHORIZATION.matcher(authorization);
        return matcher.matches()
                ? Optional.of(new SigV4(
                        matcher.group(1),
                        matcher.group(2),
                        List.of(matcher.group(3).split(";")),
                        matcher.group(4)))
                : Optional.empty();
    }

    /** Whether a request was signed so, with this secret. */
    boolean isOf(HttpRequest request, String secret) {
        String hash = request.header("x-amz-content-sha256").orElse("");
        if (!signedHeaders.contains("host")
                || !signedHeaders.contains("x-amz-date")
                || !hash.equals(hex(sha256(request.body())))) {
            return false;
        }
        String toSign = String.join(
                "\n",
                ALGORITHM,
                request.header("x-amz-date").orElse(""),
                scope,
                hex(sha256(canonical(request, hash).getBytes(UTF_8))));
        byte[] key = ("AWS4" + secret).getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return MessageDigest.isEqual(hex(hmac(key, toSign)).getBytes(UTF_8), signature.getBytes(UTF_8));
    }

    private String canonical(HttpRequest request, String hash) {
        String headers = signedHeaders.stream()
                .map(name -> name + ":" + values(request, name) + "\n")
                .collect(Collectors.joining());
        String query = Arrays.stream(request.rawQuery().split("&"))
                .map(pair -> pair.isEmpty() || pair.contains("=") ? pair : pair + "=")
                .sorted()
                .collect(Collectors.joining("&"));
        return String.join(
                "\n",
                request.method(),
                encoded(request.rawPath()),
                query,
                headers,
                String.join(";", signedHeaders),
                hash);
    }

    private static String values(HttpRequest request, String name) {
        return request.headers().getOrDefault(name, List.of()).stream()
                .map(value -> value.strip().replaceAll(" +", " "))
                .collect(Collectors.joining(","));
    }

    private static String encoded(String rawPath) {
        StringBuilder encoded = new StringBuilder();
        for (byte next : rawPath.getBytes(UTF_8)) {
            char character = (char) (next & 0xff);
            boolean plain =
                    character < 128 && (Character.isLetterOrDigit(character) || "-._~/".indexOf(character) >= 0);
            encoded.append(plain ? String.valueOf(character) : "%%%02X".formatted(next & 0xff));
        }
        return encoded.toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
