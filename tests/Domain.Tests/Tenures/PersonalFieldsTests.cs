using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Tenures;

namespace RecycledNumbers.Domain.Tests.Tenures;

/// <summary>What events tell of people. A new event, or a new text in one, is red here until somebody has said what it tells.</summary>
public sealed class PersonalFieldsTests
{
    private const string Canary = "canary";
    private static readonly System.Text.Json.JsonSerializerOptions Options = new(System.Text.Json.JsonSerializerDefaults.Web);

    /// <summary>Texts that tell of nobody: opaque ids, parties, words of a list, and reasons that a party writes (docs/privacy.md says to whom).</summary>
    private static readonly string[] Impersonal =
    [
        "answer", "bindingId", "carrier", "category", "cause", "complaintId", "fromCarrier", "id", "interceptionId", "lastEnded", "messageId", "month", "occasion", "platform", "reason", "reference", "salt",
        "subscriptionId", "text", "toCarrier", "unbindingId", "urgency", "words", "bindingIds",
    ];

    public static TheoryData<Type> Events => [.. typeof(NumberEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType)];

    [Theory, MemberData(nameof(Events))]
    public void Every_text_of_an_event_is_known_to_tell_of_somebody_or_of_nobody(Type type) =>
        Texts(Stored(Made(type))).Select(t => t.Name).Except(Impersonal).Except(PersonalFields.Names).ShouldBeEmpty();

    [Theory, MemberData(nameof(Events))]
    public void Nothing_that_tells_of_somebody_is_stored_as_it_is(Type type)
    {
        var replaced = PersonalFields.Replace(Made(type), tenure: 1, NumberState.New(Story.Self), static (_, _) => "sealed");

        Texts(Stored(replaced)).Where(t => PersonalFields.Names.Contains(t.Name) && t.Text == Canary).ShouldBeEmpty();
        Stored(PersonalFields.Replace(Made(type), 1, NumberState.New(Story.Self), static (_, text) => text)).ToJsonString().ShouldBe(Stored(Made(type)).ToJsonString());
    }

    private static JsonNode Stored(NumberEvent happened) => System.Text.Json.JsonSerializer.SerializeToNode(happened, Options)!;

    private static IEnumerable<(string Name, string Text)> Texts(JsonNode node, string name = "") => node switch
    {
        JsonObject fields => fields.Where(f => f.Value is not null && f.Key != "type").SelectMany(f => Texts(f.Value!, f.Key)),
        JsonArray items => items.SelectMany(i => Texts(i!, name)),
        JsonValue value when value.TryGetValue<string>(out var text) && text == Canary => [(name, text)],
        _ => [],
    };

    /// <summary>An event with the canary in each of its texts.</summary>
    private static NumberEvent Made(Type type) => (NumberEvent)Make(type)!;

    private static object? Make(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return Canary;
        if (type == typeof(Party)) return Party.Platform("wechat");
        if (type == typeof(ImmutableArray<string>)) return ImmutableArray.Create(Canary);
        if (type.IsValueType || typeof(IEnumerable).IsAssignableFrom(type)) return Empty(type) ?? Activator.CreateInstance(type);
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Make(p.ParameterType))]);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null && p.GetCustomAttribute<JsonIgnoreAttribute>() is null)) property.SetValue(made, Make(property.PropertyType));
        return made;
    }

    private static object? Empty(Type type) => type.GetField("Empty", BindingFlags.Public | BindingFlags.Static)?.GetValue(null);
}
