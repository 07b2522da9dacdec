using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Storage;
using RecycledNumbers.Contracts.Faults;

namespace RecycledNumbers.Grains.Directory;

/// <summary>The storage of what changes rarely: carriers, platforms, clients, endpoints. The stock ADO.NET provider, with our own scripts and our own JSON (no CLR type names).</summary>
public static class DirectoryStorage
{
    /// <summary>The provider's name.</summary>
    public const string Name = "directory";

    /// <summary>How it is written.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes a grain's next state. Unless the write is confirmed, the activation steps down: the next one reads the truth.</summary>
    internal static async Task WriteOrStepDown<T>(this Grain grain, IPersistentState<T> record, T next)
    {
        var before = record.State;
        record.State = next;
        try
        {
            await record.WriteStateAsync();
        }
        catch (Exception)
        {
            record.State = before;
            grain.StepDown();
            throw new OutcomeUnknownException("The write was not confirmed. Ask again with the same idempotency key.");
        }
    }

    private static void StepDown(this Grain grain) => grain.GrainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, "A write was not confirmed."));
}

/// <summary>The directory's JSON as a grain storage serializer.</summary>
public sealed class DirectorySerializer : IGrainStorageSerializer
{
    /// <inheritdoc />
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, DirectoryStorage.Json));

    /// <inheritdoc />
    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input, DirectoryStorage.Json)!;
}
