using Dapper;
using Dashboard.Audit;
using Dashboard.Tests.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Bench.Security;

/// <summary>A long trail, as years of use leave it, put into the file in one go.</summary>
internal static class MillionRecords
{
    public static void Write(TempDatabase temp, int count)
    {
        temp.Open(AuditSchema.All).Dispose();
        using var connection = new SqliteConnection($"Data Source={temp.Path}");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        connection.Execute("DROP TRIGGER audit_in_order; DROP TRIGGER audit_moves_head; DROP TRIGGER audit_head_only_forward", transaction: transaction);
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO audit VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)";
        for (var column = 0; column < 10; column++)
            insert.Parameters.AddWithValue("$" + column, "");
        var (start, hash) = (new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), (string?)null);
        using var chain = new AuditChain();
        for (var sequence = 1L; sequence <= count; sequence++)
        {
            string[] fields = [AuditChain.Text(start.AddMinutes(sequence)), "4f3c2b1a-0000-4000-8000-0123456789ab", "Sam Okafor", "rollback", "production/shop/checkout", "accepted", "errors since the deployment of noon", $"v1.0.42 (checkout:42) → v1.0.41 (checkout:41); ecs-svc/{sequence:D19}"];
            hash = chain.Hash([hash, AuditChain.Text(sequence), .. fields]);
            insert.Parameters[0].Value = sequence;
            for (var field = 0; field < fields.Length; field++)
                insert.Parameters[field + 1].Value = fields[field];
            insert.Parameters[9].Value = hash;
            insert.ExecuteNonQuery();
        }

        connection.Execute("UPDATE audit_head SET sequence = @count, hash = @hash", new { count, hash }, transaction);
        transaction.Commit();
    }
}
