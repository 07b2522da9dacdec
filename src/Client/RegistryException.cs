using System.Text.Json;

namespace RecycledNumbers.Client;

// The generated methods read a problem only where the document names its status; a proxy, or a newer registry, may answer with another.
public partial class RegistryException
{
    /// <summary>What the registry says is wrong, whatever the status; null where the answer is no registry's.</summary>
    public ProblemDetails? Problem => this is RegistryException<ProblemDetails> { Result: var known } ? known : Read(Response);

    private static ProblemDetails? Read(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) || JsonSerializer.Deserialize<ProblemDetails>(text, RegistryClient.Json) is not { Code: not null, Detail: not null } problem ? null : problem;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
