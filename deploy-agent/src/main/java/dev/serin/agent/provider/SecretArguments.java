package dev.serin.agent.provider;

import dev.serin.agent.provider.SecretSource.MissingSecretException;
import dev.serin.argo.analysis.AnalysisArgument;
import dev.serin.argo.analysis.SecretKeyReference;
import dev.serin.rollout.analysis.UnresolvedArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a run with the values of their secrets.
 *
 * @param arguments all with values
 * @param secrets those values that must not be written down
 */
record SecretArguments(List<AnalysisArgument> arguments, List<String> secrets) {

  /**
   * Reads the secrets.
   *
   * @throws UnresolvedArgumentException if there is no such Secret, or it lacks the key
   * @throws ProviderException if a Secret cannot be read now
   */
  static SecretArguments of(List<AnalysisArgument> given, String namespace, SecretSource source)
      throws UnresolvedArgumentException, ProviderException {
    List<AnalysisArgument> arguments = new ArrayList<>();
    List<String> secrets = new ArrayList<>();
    for (AnalysisArgument argument : given) {
      SecretKeyReference reference =
          argument.valueFrom() == null ? null : argument.valueFrom().secretKeyRef();
      if (reference == null) {
        arguments.add(argument);
        continue;
      }
      String value = value(reference, namespace, source);
      secrets.add(value);
      arguments.add(new AnalysisArgument(argument.name(), value, null, Map.of()));
    }
    return new SecretArguments(arguments, secrets);
  }

  private static String value(SecretKeyReference reference, String namespace, SecretSource source)
      throws UnresolvedArgumentException, ProviderException {
    String name = String.valueOf(reference.name());
    try {
      String value = source.read(namespace, name).get(String.valueOf(reference.key()));
      if (value == null) {
        throw new UnresolvedArgumentException(
            "key '%s' does not exist in secret '%s'".formatted(reference.key(), name));
      }
      return value;
    } catch (MissingSecretException problem) {
      throw new UnresolvedArgumentException(String.valueOf(problem.getMessage()));
    }
  }
}
