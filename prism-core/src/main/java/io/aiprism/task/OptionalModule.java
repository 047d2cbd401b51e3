package io.aiprism.task;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.std.ReferenceTypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.ReferenceTypeSerializer;
import com.fasterxml.jackson.databind.type.ReferenceType;
import com.fasterxml.jackson.databind.type.TypeBindings;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.type.TypeModifier;
import com.fasterxml.jackson.databind.util.NameTransformer;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets Jackson write an {@link Optional} as its value, or leave it out, and read both. Jackson has this in a library of its
 * own, which the core would need for nothing else.
 */
final class OptionalModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    OptionalModule() {
        super("prism-optional");
    }

    @Override
    public void setupModule(Module.SetupContext context) {
        context.addTypeModifier(new References());
        context.addSerializers(new Writers());
        context.addDeserializers(new Readers());
    }

    private static final class References extends TypeModifier {
        @Override
        public JavaType modifyType(JavaType type, Type jdkType, TypeBindings bindings, TypeFactory factory) {
            boolean optional = type.hasRawClass(Optional.class) && !type.isReferenceType();
            return optional ? ReferenceType.upgradeFrom(type, type.containedTypeOrUnknown(0)) : type;
        }
    }

    private static final class Writers extends Serializers.Base {
        @Override
        public @Nullable JsonSerializer<?> findReferenceSerializer(
                SerializationConfig config,
                ReferenceType type,
                BeanDescription description,
                @Nullable TypeSerializer typeSerializer,
                @Nullable JsonSerializer<Object> contentSerializer) {
            return type.hasRawClass(Optional.class) ? new Writer(type, typeSerializer, contentSerializer) : null;
        }
    }

    private static final class Readers extends Deserializers.Base {
        @Override
        public @Nullable JsonDeserializer<?> findReferenceDeserializer(
                ReferenceType type,
                DeserializationConfig config,
                BeanDescription description,
                @Nullable TypeDeserializer typeDeserializer,
                @Nullable JsonDeserializer<?> contentDeserializer) {
            return type.hasRawClass(Optional.class)
                    ? new Reader(type, null, typeDeserializer, contentDeserializer)
                    : null;
        }
    }

    private static final class Writer extends ReferenceTypeSerializer<Optional<?>> {
        private static final long serialVersionUID = 1;

        Writer(ReferenceType type, @Nullable TypeSerializer typeSerializer, @Nullable JsonSerializer<Object> content) {
            super(type, true, typeSerializer, content);
        }

        private Writer(
                Writer base,
                @Nullable BeanProperty property,
                @Nullable TypeSerializer typeSerializer,
                @Nullable JsonSerializer<?> content,
                @Nullable NameTransformer unwrapper,
                @Nullable Object suppressable,
                boolean suppressNulls) {
            super(base, property, typeSerializer, content, unwrapper, suppressable, suppressNulls);
        }

        @Override
        protected ReferenceTypeSerializer<Optional<?>> withResolved(
                @Nullable BeanProperty property,
                @Nullable TypeSerializer typeSerializer,
                @Nullable JsonSerializer<?> content,
                @Nullable NameTransformer unwrapper) {
            return new Writer(this, property, typeSerializer, content, unwrapper, _suppressableValue, _suppressNulls);
        }

        @Override
        public ReferenceTypeSerializer<Optional<?>> withContentInclusion(
                @Nullable Object suppressable, boolean suppressNulls) {
            return new Writer(
                    this, _property, _valueTypeSerializer, _valueSerializer, _unwrapper, suppressable, suppressNulls);
        }

        @Override
        protected boolean _isValuePresent(Optional<?> value) {
            return value.isPresent();
        }

        @Override
        protected Object _getReferenced(Optional<?> value) {
            return value.orElseThrow();
        }

        @Override
        protected @Nullable Object _getReferencedIfPresent(Optional<?> value) {
            return value.orElse(null);
        }
    }

    private static final class Reader extends ReferenceTypeDeserializer<Optional<?>> {
        private static final long serialVersionUID = 1;

        Reader(
                JavaType type,
                @Nullable ValueInstantiator instantiator,
                @Nullable TypeDeserializer typeDeserializer,
                @Nullable JsonDeserializer<?> content) {
            super(type, instantiator, typeDeserializer, content);
        }

        @Override
        public ReferenceTypeDeserializer<Optional<?>> withResolved(
                @Nullable TypeDeserializer typeDeserializer, @Nullable JsonDeserializer<?> content) {
            return new Reader(_fullType, _valueInstantiator, typeDeserializer, content);
        }

        @Override
        public Optional<?> getNullValue(DeserializationContext context) {
            return Optional.empty();
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Optional.empty();
        }

        @Override
        public Optional<?> referenceValue(Object contents) {
            return Optional.of(contents);
        }

        @Override
        public Object getReferenced(Optional<?> reference) {
            return reference.orElseThrow();
        }

        @Override
        public Optional<?> updateReference(Optional<?> reference, Object contents) {
            return Optional.of(contents);
        }
    }
}
