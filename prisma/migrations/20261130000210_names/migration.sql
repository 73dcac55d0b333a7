-- Wallets, vaults, people and memberships are listed by name.
create index app_user_name_idx on app_user (full_name, id);
