package io.aiprism.bedrock.testkit;

import static io.aiprism.bedrock.testkit.Shape.list;
import static io.aiprism.bedrock.testkit.Shape.oneOf;
import static io.aiprism.bedrock.testkit.Shape.structure;
import static io.aiprism.bedrock.testkit.Shape.text;
import static io.aiprism.bedrock.testkit.Shape.union;

import io.aiprism.bedrock.testkit.Shape.Document;
import io.aiprism.bedrock.testkit.Shape.Flag;
import io.aiprism.bedrock.testkit.Shape.ListOf;
import io.aiprism.bedrock.testkit.Shape.MapOf;
import io.aiprism.bedrock.testkit.Shape.Numeric;
import io.aiprism.bedrock.testkit.Shape.Structure;
import io.aiprism.bedrock.testkit.Shape.Text;

/** The requests of Bedrock Runtime, after the service's model of 2023-09-30 as it stood in August 2026. */
final class ConverseShapes {
    private static final Document ANY = new Document();
    private static final Flag FLAG = new Flag();

    private static final Structure CACHE_POINT =
            structure("type", oneOf("default"), "ttl", oneOf("5m", "1h")).requiring("type");

    private static final Structure S3_LOCATION = structure(
                    "uri", text(1, 1024), "bucketOwner", text(12, 12, "[0-9]{12}"))
            .requiring("uri");
    private static final Structure BYTES_OR_S3 = union("bytes", text(1, Integer.MAX_VALUE), "s3Location", S3_LOCATION);
    private static final Structure IMAGE = structure(
                    "format", oneOf("png", "jpeg", "gif", "webp"), "source", BYTES_OR_S3)
            .requiring("format", "source");
    private static final Structure VIDEO = structure(
                    "format",
                    oneOf("mkv", "mov", "mp4", "webm", "flv", "mpeg", "mpg", "wmv", "three_gp"),
                    "source",
                    BYTES_OR_S3)
            .requiring("format", "source");
    private static final Structure AUDIO =
            structure("format", text(), "source", BYTES_OR_S3).requiring("format", "source");

    private static final Structure CITATIONS = structure("enabled", FLAG).requiring("enabled");
    private static final Structure DOCUMENT = structure(
                    "format",
                    oneOf("pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"),
                    "name",
                    text(1, 200, "[\\w\\-()\\[\\]]+( [\\w\\-()\\[\\]]+)*"),
                    "source",
                    union(
                            "bytes",
                            text(1, Integer.MAX_VALUE),
                            "s3Location",
                            S3_LOCATION,
                            "text",
                            text(),
                            "content",
                            list(union("text", text(1, Integer.MAX_VALUE)))),
                    "context",
                    text(),
                    "citations",
                    CITATIONS)
            .requiring("name", "source");
    private static final Structure SEARCH_RESULT = structure(
                    "source",
                    text(),
                    "title",
                    text(),
                    "content",
                    list(structure("text", text()).requiring("text")),
                    "citations",
                    CITATIONS)
            .requiring("source", "title", "content");

    private static final Text TOOL_USE_ID = text(1, 64, "[a-zA-Z0-9_.:-]+");
    private static final Text TOOL_NAME = text(1, 64, "[a-zA-Z0-9_-]+");
    private static final Structure TOOL_USE = structure(
                    "toolUseId", TOOL_USE_ID, "name", TOOL_NAME, "input", ANY, "type", oneOf("server_tool_use"))
            .requiring("toolUseId", "name", "input");
    private static final Structure TOOL_RESULT = structure(
                    "toolUseId",
                    TOOL_USE_ID,
                    "content",
                    list(union(
                            "json",
                            ANY,
                            "text",
                            text(),
                            "image",
                            IMAGE,
                            "document",
                            DOCUMENT,
                            "video",
                            VIDEO,
                            "searchResult",
                            SEARCH_RESULT)),
                    "status",
                    oneOf("success", "error"),
                    "type",
                    text())
            .requiring("toolUseId", "content");

    private static final Structure GUARD_CONTENT = union(
            "text",
            structure("text", text(), "qualifiers", list(oneOf("grounding_source", "query", "guard_content")))
                    .requiring("text"),
            "image",
            IMAGE);
    private static final Structure REASONING = union(
            "reasoningText",
            structure("text", text(), "signature", text()).requiring("text"),
            "redactedContent",
            text());
    private static final Structure CITATIONS_CONTENT = structure("content", list(ANY), "citations", list(ANY));

    private static final Structure CONTENT_BLOCK = union(
            "text", text(),
            "image", IMAGE,
            "document", DOCUMENT,
            "video", VIDEO,
            "audio", AUDIO,
            "toolUse", TOOL_USE,
            "toolResult", TOOL_RESULT,
            "guardContent", GUARD_CONTENT,
            "cachePoint", CACHE_POINT,
            "reasoningContent", REASONING,
            "citationsContent", CITATIONS_CONTENT,
            "searchResult", SEARCH_RESULT,
            "toolAddition", ANY,
            "toolRemoval", ANY);

    private static final Structure MESSAGE = structure(
                    "role", oneOf("user", "assistant", "system"), "content", list(CONTENT_BLOCK))
            .requiring("role", "content");
    private static final ListOf SYSTEM =
            list(union("text", text(1, Integer.MAX_VALUE), "guardContent", GUARD_CONTENT, "cachePoint", CACHE_POINT));

    private static final Structure TOOL_SPEC = structure(
                    "name",
                    TOOL_NAME,
                    "description",
                    text(1, Integer.MAX_VALUE),
                    "inputSchema",
                    union("json", ANY),
                    "strict",
                    FLAG)
            .requiring("name", "inputSchema");
    private static final Structure TOOL_CONFIG = structure(
                    "tools",
                    new ListOf(
                            union(
                                    "toolSpec",
                                    TOOL_SPEC,
                                    "systemTool",
                                    structure("name", TOOL_NAME).requiring("name"),
                                    "cachePoint",
                                    CACHE_POINT),
                            1,
                            Integer.MAX_VALUE),
                    "toolChoice",
                    union(
                            "auto",
                            structure(),
                            "any",
                            structure(),
                            "tool",
                            structure("name", TOOL_NAME).requiring("name")))
            .requiring("tools");

    private static final Structure INFERENCE = structure(
            "maxTokens", new Numeric(true, 1, Integer.MAX_VALUE),
            "temperature", new Numeric(false, 0, 1),
            "topP", new Numeric(false, 0, 1),
            "stopSequences", new ListOf(text(1, Integer.MAX_VALUE), 0, 2500));

    private static final Structure GUARDRAIL = structure(
            "guardrailIdentifier", text(0, 2048),
            "guardrailVersion", text(),
            "trace", oneOf("enabled", "disabled", "enabled_full"));

    private static final Structure OUTPUT = structure(
            "textFormat",
            structure(
                            "type",
                            oneOf("json_schema"),
                            "structure",
                            union(
                                    "jsonSchema",
                                    structure("schema", text(), "name", text(), "description", text())
                                            .requiring("schema")))
                    .requiring("type", "structure"),
            "effort",
            text(0, 16));

    private static final String METADATA = "[a-zA-Z0-9\\s:_@$#=/+,.-]*";

    /** A request of Converse. */
    static final Structure CONVERSE = structure(
            "messages", list(MESSAGE),
            "system", SYSTEM,
            "inferenceConfig", INFERENCE,
            "toolConfig", TOOL_CONFIG,
            "guardrailConfig", GUARDRAIL,
            "additionalModelRequestFields", ANY,
            "promptVariables", ANY,
            "additionalModelResponseFieldPaths", new ListOf(text(1, 256), 0, 10),
            "requestMetadata", new MapOf(text(1, 256, METADATA), text(0, 256, METADATA), 1, 16),
            "performanceConfig", structure("latency", oneOf("standard", "optimized")),
            "serviceTier",
                    structure("type", oneOf("priority", "default", "flex", "reserved"))
                            .requiring("type"),
            "outputConfig", OUTPUT);

    /** A request of ConverseStream. */
    static final Structure CONVERSE_STREAM =
            CONVERSE.with("guardrailConfig", GUARDRAIL.with("streamProcessingMode", oneOf("sync", "async")));

    /** A request of CountTokens. */
    static final Structure COUNT_TOKENS = structure(
                    "input",
                    union(
                            "converse",
                            structure(
                                    "messages",
                                    list(MESSAGE),
                                    "system",
                                    SYSTEM,
                                    "toolConfig",
                                    TOOL_CONFIG,
                                    "additionalModelRequestFields",
                                    ANY),
                            "invokeModel",
                            structure("body", text()).requiring("body")))
            .requiring("input");

    private ConverseShapes() {}
}
