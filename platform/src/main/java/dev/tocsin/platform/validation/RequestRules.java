package dev.tocsin.platform.validation;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import dev.tocsin.platform.error.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The field rules of one request type.
 *
 * <p>Where a request has a non-empty {@code update_mask}, only the fields that it names are held to
 * their rules: the others keep their stored values. Whatever the rules, no text may hold the
 * character NUL (no store keeps it), and times and durations lie in the range of their proto type.
 */
public final class RequestRules {
  private static final String MASK = "update_mask";
  private static final int MOST = 100;

  private final MessageRules rules;
  private final @Nullable FieldDescriptor maskField;

  private RequestRules(MessageRules rules, @Nullable FieldDescriptor maskField) {
    this.rules = rules;
    this.maskField = maskField;
  }

  /**
   * @throws IllegalStateException when a rule is of a kind that is not evaluated here: better no
   *     start than a rule that does not hold
   */
  public static RequestRules of(Descriptor request) {
    MessageRules rules = new RuleCompiler().compile(request);
    FieldDescriptor mask = request.findFieldByName(MASK);
    boolean isMask =
        mask != null
            && mask.getJavaType() == FieldDescriptor.JavaType.MESSAGE
            && !mask.isRepeated()
            && mask.getMessageType().getFullName().equals(FieldMask.getDescriptor().getFullName());
    return new RequestRules(rules, isMask ? mask : null);
  }

  /** Every mistake in the request, in the order of its fields; at most a hundred. */
  public List<Violation> check(Message request) {
    List<Violation> found = new ArrayList<>();
    rules.check(request, "", mask(request), found);
    return found.size() > MOST ? found.subList(0, MOST) : found;
  }

  private @Nullable MaskTree mask(Message request) {
    if (maskField == null || !request.hasField(maskField)) {
      return null;
    }
    Message mask = (Message) request.getField(maskField);
    FieldDescriptor paths = mask.getDescriptorForType().findFieldByName("paths");
    List<?> named = (List<?>) mask.getField(paths);
    return named.isEmpty() ? null : MaskTree.belowResource(named);
  }
}
