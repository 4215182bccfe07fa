using IncidentBot.Store;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IncidentBot.Tests.Store;

/// <summary>What migrations may look like: those for SQLite stand in people's databases, those for SQL Server must be understood by every server of its kind.</summary>
public sealed class MigrationTextTests
{
    [Fact]
    public void The_migrations_for_SQLite_are_those_that_databases_were_made_with()
    {
        var present = Migrations.Embedded(Dialect.Sqlite).Select(migration => $"{migration.Name} {migration.Checksum}");

        Assert.Equal(Released, present.Take(Released.Length));
    }

    [Fact]
    public void The_build_took_the_checksum_of_each_text()
    {
        var migrations = Migrations.Embedded(Dialect.Sqlite).Concat(Migrations.Embedded(Dialect.SqlServer)).ToList();

        Assert.All(migrations, migration => Assert.Equal(Migration.Of(migration.Name, migration.Sql).Checksum, migration.Checksum));
        Assert.Equal(
            typeof(Migrations).Assembly.GetManifestResourceNames().Count(name => name.EndsWith(".sql", StringComparison.Ordinal)), migrations.Count);
    }

    [Fact]
    public void Each_change_of_a_table_on_SQL_Server_adds_one_column()
    {
        var additions = new Additions();

        foreach (var migration in Migrations.Embedded(Dialect.SqlServer)) TSqlSchema.Parse(migration.Sql).Accept(additions);

        Assert.NotEmpty(additions.Found);
        Assert.All(additions.Found, columns => Assert.Equal(1, columns));
    }

    private sealed class Additions : TSqlFragmentVisitor
    {
        public List<int> Found { get; } = [];

        public override void Visit(AlterTableAddTableElementStatement node) => Found.Add(node.Definition.ColumnDefinitions.Count);
    }

    // Never edit one, add one: a database knows the checksum of each.
    private static readonly string[] Released =
    [
        "0001_delivery A3746443D9F93680E272BF5B6681DFEDF6DC3E7D9D79CC8DB28CEDF393D19E76",
        "0002_incidents 897D308B15FDAD5D98909738A2B9F315A5DD4BC7161182395C38B26718F382D0",
        "0003_timeline 63A7E2196C839DF4267C488ED25B098B3D14101D4939BA4E4514B9C5EDCC218D",
        "0004_checklist 8E5E8411372C6BCF76E5223D8AB0F9B00536BFC142ADFA4D041CAF48FFB6446A",
        "0005_deploys 4A1AD1C6414868E518B4E06D18222D79D7D24F10220A8F2FF17D25FFCE300FAD",
        "0006_postmortem B5EFD49012CA73145049B72FD14F96EB9684ED50C29EEE40D5743F3BA8DDFF7B",
        "0007_faults 7A7F86B37D931E89E6519B0A2B17AE48403EC0B681698386251216DFE3A927AF",
        "0008_trace C25CF9A38E00A01982666B121EE0C8AE4FAAE99B7A519D1FF10F2CB1528B01E5",
        "0009_evidence 3329344B59ABB79F6481F36327605EA20EEF3DE0696921CF56E8F3DCF9A70BE0",
        "0010_living_messages D8EC066FDAC9EACB9D6231C6E54AC9FF23A1F3864863C92ADD009D9C2D564AA4",
        "0011_sweep 152425556F8C43FAA6D2EE26730555BB48EA0A9C2F40DF09217E18146A280D1A",
        "0012_audit 127190FF164C78285F4E9B107E1C4246DCC682EFC61EC3841CAE17D662D45332",
        "0013_updates 1022EE934EA296A79F24F1EB0BEBF352CA7A0EE486D792BC04D1679056652B75",
        "0014_response 12DC9FAB1AA0A6BFDA5A871683C2D1D39D0DB70E22E393A60ECE5E771FE405F4",
        "0015_channels 5C0BCEFDCB39155CCBFB27B2D66B35338EC6EA06F7C4ADA894D4C8CD2634F0B4",
        "0016_home 3138D41BFC30BE88AA4B05254CAF4AB6B1A5FF151223337D125A2200E4FB240D",
        "0017_entries 59E4229F5C6FAFC6B23E3775AB9941953E3F91DA7EDFDCBC2D6B1A5B07217969",
        "0018_subject 5B52BE6F38166FA90C33E7A0F494DEEA517FA1A4AECA5E93AA8C64E65A1E0612",
        "0019_files C5EE56FE14542CA2DF0A85F105E37CF516A11358BA78E959247641A7FBAADD39",
        "0020_acknowledged 5C3942578FC3D412C2E0C18924464C32DA1B8B04125250914464A0729D0D0B6E",
        "0021_assigned 620B315CB463F09A7E246D3C18B69A0214C8059CD55379865FFFD5545B189E17",
        "0022_places B9961019F6DA064EAD38DD0837BB16D54817B54F02AA5363F81ADE06BBBB9941",
        "0023_message_places D361AB3CB8206B88EC4E94E498369655B8333B7D2DABD84AD2A7F06D8983BE70",
        "0024_file_links D373786038FD73FDE9DF2BCB7F07501A907876CB6E1DB2AC944BA10476F5BF24",
        "0025_status_sentence BA40B567F1B9E9107EB591ABC50EF7C1D5BBBF2447FBCE867DA93B3584DE8DC2",
    ];
}
