using System.Reflection;
using System.Text;

namespace RecycledNumbers.Silo.Tests.Repository;

/// <summary>What old and new silos send each other: Orleans' analyzer holds the grain interfaces against OrleansContracts.txt, and this the types against OrleansTypes.txt.</summary>
public sealed class WireTypesTests
{
    private static readonly string s_file = Path.Combine(RepositoryTests.Root, "src/Contracts/OrleansTypes.txt");

    [Fact]
    public void The_types_on_the_wire_are_those_of_the_committed_file()
    {
        var code = Render();
        if (Environment.GetEnvironmentVariable("RN_WRITE_DOCS") == "1")
        {
            File.WriteAllText(s_file, code);
        }

        var file = File.ReadAllText(s_file);
        Lines(file).Except(Lines(code)).Select(l => "gone: " + l).Concat(Lines(code).Except(Lines(file)).Select(l => "new: " + l)).ShouldBeEmpty(
            "The wire types drifted. An alias or an id is never changed or reused; what was only added is written with RN_WRITE_DOCS=1.");
        file.ShouldBe(code);
    }

    [Fact]
    public void A_type_on_the_wire_has_a_name_of_its_own() =>
        WireTypes().Where(t => Alias(t)?.StartsWith("rn.", StringComparison.Ordinal) != true).ShouldBeEmpty();

    // A line says all of a member, so that a drifted one can be named without what stands around it.
    private static IEnumerable<string> Lines(string text)
    {
        var type = "";
        foreach (var line in text.Split('\n'))
        {
            type = line.StartsWith(' ') ? type : line;
            yield return line.StartsWith(' ') ? type + line : line;
        }
    }

    private static string Render()
    {
        var text = new StringBuilder("# Written from the code by WireTypesTests with RN_WRITE_DOCS=1. An alias or an id is never changed or reused.\n");
        foreach (var type in WireTypes().OrderBy(Alias, StringComparer.Ordinal))
        {
            text.Append('\n').Append(Alias(type)).Append(type.BaseType is { } b && Alias(b) is { } parent ? " : " + parent : "").Append('\n');
            var members = type.IsEnum ? Enum.GetNames(type).Select(n => $"{Convert.ToInt64(Enum.Parse(type, n), null)} {n}") : Members(type);
            text.AppendJoin("", members.Select(m => $"  {m}\n"));
        }

        return text.ToString();
    }

    private static IEnumerable<string> Members(Type type) =>
        from member in type.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let id = member.GetCustomAttribute<IdAttribute>()
        where id is not null
        orderby id.Id
        select $"{id.Id} {member.Name}: {Name(member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType)}";

    private static string Name(Type type) =>
        Nullable.GetUnderlyingType(type) is { } value ? Name(value) + "?"
        : type.IsGenericType ? $"{Alias(type.GetGenericTypeDefinition()) ?? type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : Alias(type) ?? type.Name;

    private static IEnumerable<Type> WireTypes() => new[] { "Domain", "Contracts" }
        .SelectMany(p => Assembly.Load("RecycledNumbers." + p).GetTypes())
        .Where(t => t.IsDefined(typeof(GenerateSerializerAttribute), inherit: false));

    private static string? Alias(Type type) => type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias;
}
