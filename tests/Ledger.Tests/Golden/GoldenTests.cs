using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Tests.Golden;

/// <summary>Rows that a released version wrote are read for ever. A golden file is never edited: a format that changes gets a folder beside v1.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> States => [.. GoldenRows.States.Keys];

    public static TheoryData<string> Events => [.. GoldenRows.Events.Select(NumberFormat.NameOf)];

    public static TheoryData<string> Answers => [.. GoldenRows.Answers.Keys];

    public static TheoryData<string> Deliveries => [.. GoldenRows.Deliveries.Keys];

    [Theory, MemberData(nameof(States))]
    public void A_stored_state_is_read_and_written_as_version_0_1_0_did(string name) =>
        Holds("state", name, GoldenRows.States[name], NumberFormat.Write, NumberFormat.Read);

    [Theory, MemberData(nameof(Events))]
    public void A_stored_event_is_read_and_written_as_version_0_1_0_did(string name) =>
        Holds("event", name, GoldenRows.Events.Single(e => NumberFormat.NameOf(e) == name), NumberFormat.Write, text => JsonSerializer.Deserialize<NumberEvent>(text, NumberFormat.Options)!);

    [Theory, MemberData(nameof(Answers))]
    public void A_kept_answer_is_read_and_written_as_version_0_1_0_did(string name) =>
        Holds("answer", name, GoldenRows.Answers[name], a => JsonSerializer.Serialize(a, NumberFormat.Options), text => JsonSerializer.Deserialize<CommandAnswer>(text, NumberFormat.Options)!);

    [Theory, MemberData(nameof(Deliveries))]
    public void A_delivery_under_way_is_read_and_written_as_version_0_1_0_did(string name) =>
        Holds("delivery", name, GoldenRows.Deliveries[name], DeliveryJson.Write, DeliveryJson.Read);

    [Fact]
    public void Every_type_of_event_has_a_golden_row() =>
        Attribute.GetCustomAttributes(typeof(NumberEvent), typeof(JsonDerivedTypeAttribute)).Cast<JsonDerivedTypeAttribute>()
            .Select(a => (string)a.TypeDiscriminator!).ShouldBe(Events.Select(e => e.Data), ignoreOrder: true);

    [Fact]
    public void What_an_event_may_leave_out_it_does_not_need_to_be_read() =>
        (from type in GoldenRows.Events.Select(e => e.GetType())
         from parameter in type.GetConstructors().Single().GetParameters()
         where new NullabilityInfoContext().Create(parameter).ReadState == NullabilityState.Nullable && !parameter.HasDefaultValue
         select $"{type.Name}.{parameter.Name}").ShouldBeEmpty();

    [Fact]
    public void Every_golden_row_is_looked_at() =>
        Directory.GetFiles(Folder(), "*.json").Select(Path.GetFileNameWithoutExtension).ShouldBe(
            new[] { ("state", States), ("event", Events), ("answer", Answers), ("delivery", Deliveries) }.SelectMany(k => k.Item2.Select(n => $"{k.Item1}-{n.Data}")),
            ignoreOrder: true);

    private static void Holds<T>(string kind, string name, T value, Func<T, string> write, Func<string, T> read)
    {
        var file = Path.Combine(Folder(), $"{kind}-{name}.json");
        if (!File.Exists(file) && Environment.GetEnvironmentVariable("RN_WRITE_DOCS") == "1")
        {
            File.WriteAllText(file, write(value) + "\n"); // A row that is there already is never written again.
        }

        var stored = File.ReadAllText(file).TrimEnd('\n');
        read(stored).ShouldBeEquivalentTo(value);
        write(read(stored)).ShouldBe(stored);
        write(value).ShouldBe(stored);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "v1");
}
